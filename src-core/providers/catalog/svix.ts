import { svixDelivery } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const svix = (): ProviderInput => ({
  id: 'svix',
  name: 'Svix',
  docsUrl: 'https://docs.svix.com/receiving/verifying-payloads/how',
  summary: 'The webhook sender behind many services; svix-id, svix-timestamp, svix-signature.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    key: 'whsec-base64',
    signedContent: '{id}.{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'svix-signature', alsoNamed: ['webhook-signature'] },
      format: 'v1,{signature}',
      separator: ' ',
    },
    timestamp: {
      at: { in: 'header', name: 'svix-timestamp', alsoNamed: ['webhook-timestamp'] },
      toleranceSeconds: 300,
    },
    id: { in: 'header', name: 'svix-id', alsoNamed: ['webhook-id'] },
  },
  secret: {
    description: 'whsec_ + base64 of the key bytes (24-64 bytes); key = base64decode(part after the prefix).',
    generate: 'whsec',
  },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'header', name: 'svix-id' }],
  delivery: svixDelivery('docs', []),
  events: [
    {
      type: 'invoice.paid',
      description: 'An example of a sender’s own event.',
      sample: {
        type: 'invoice.paid',
        timestamp: '2025-10-09T08:53:20Z',
        data: { id: 'inv_42', amount: 4900, currency: 'eur' },
      },
    },
    {
      type: 'endpoint.disabled',
      description: 'An operational event: an endpoint was switched off after failing for too long.',
      sample: {
        type: 'endpoint.disabled',
        data: {
          appId: 'app_1srOrx2ZWZBpBUvZwXKQmoEYga2',
          endpointId: 'ep_1srOrx2ZWZBpBUvZwXKQmoEYga2',
          failSince: '2025-10-09T08:53:20Z',
          trigger: 'automatic',
        },
      },
    },
  ],
  recognise: { userAgent: 'Svix-Webhooks/' },
  notes: [
    'Header names svix-id/svix-timestamp/svix-signature; the official verifier also accepts the unbranded webhook-* names.',
    'Secret prefix optional to the library; key is always the base64-decoded remainder.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'https://docs.svix.com/retries.md',
    'npm:svix@1.99.1',
    'github:svix/svix-webhooks javascript/src/webhook.ts',
  ],
});
