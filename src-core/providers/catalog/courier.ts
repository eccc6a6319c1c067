import type { ProviderInput } from '../provider.ts';

export const courier = (): ProviderInput => ({
  id: 'courier',
  name: 'Courier',
  docsUrl: 'https://www.courier.com/docs/platform/workspaces/outbound-webhooks',
  summary: 'Notifications: sent, delivered, opened, undeliverable.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'courier-signature' },
      format: 't={timestamp},signature={signature}',
      separator: ',',
    },
    timestamp: { at: { in: 'signature' } },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  recognise: { headers: ['courier-signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'message:updated',
      description: 'A message changed its state.',
      sample: {
        type: 'message:updated',
        data: {
          id: '1-5f0c6a3b-8a1b2c3d4e5f',
          status: 'DELIVERED',
          recipient: 'ada',
          enqueued: 1760000000000,
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
