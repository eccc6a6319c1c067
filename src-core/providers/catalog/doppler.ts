import type { ProviderInput } from '../provider.ts';

export const doppler = (): ProviderInput => ({
  id: 'doppler',
  name: 'Doppler',
  docsUrl: 'https://docs.doppler.com/docs/webhooks',
  summary: 'Configs whose secrets changed.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Doppler-Signature' }, format: 'sha256={signature}' },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  recognise: { headers: ['X-Doppler-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'config.secrets.update',
      description: 'Secrets of a config changed.',
      sample: {
        type: 'config.secrets.update',
        config: { name: 'prd', environment: 'prd', project: 'backend' },
        project: { id: 'backend', name: 'backend' },
        workspace: { id: 'w1', name: 'Example' },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
