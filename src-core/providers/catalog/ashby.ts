import type { ProviderInput } from '../provider.ts';

export const ashby = (): ProviderInput => ({
  id: 'ashby',
  name: 'Ashby',
  docsUrl: 'https://developers.ashbyhq.com/docs/authenticating-webhooks',
  summary: 'Candidates, applications, interviews and offers.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'Ashby-Signature' }, format: 'sha256={signature}' },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/action' }],
  recognise: { headers: ['Ashby-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'candidateHire',
      description: 'A candidate was hired.',
      sample: {
        action: 'candidateHire',
        data: {
          application: {
            id: '5f7ef5f7-9b41-4b5b-8a31-0f2f3d1a0c11',
            status: 'Hired',
            candidate: { id: 'a1', name: 'Ada' },
          },
        },
      },
    },
    { type: 'ping', description: 'Ashby tries the address.', sample: { action: 'ping', data: {} } },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
