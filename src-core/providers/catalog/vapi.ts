import type { ProviderInput } from '../provider.ts';

export const vapi = (): ProviderInput => ({
  id: 'vapi',
  name: 'Vapi',
  docsUrl: 'https://docs.vapi.ai/server-url',
  summary: 'Calls of voice agents.',
  scheme: { kind: 'static-token', header: 'x-vapi-secret' },
  secret: { description: 'A secret of one’s own, sent as it is.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/message/type' }],
  recognise: { headers: ['x-vapi-secret'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'status-update',
      description: 'A call changed its state.',
      sample: {
        message: {
          type: 'status-update',
          status: 'in-progress',
          timestamp: 1760000000000,
          call: { id: 'b7c1a9f0-6f0b-4c3e-8f4c-4e6b0a3c1d2e' },
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
