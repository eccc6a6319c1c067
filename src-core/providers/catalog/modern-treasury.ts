import type { ProviderInput } from '../provider.ts';

export const modernTreasury = (): ProviderInput => ({
  id: 'modern-treasury',
  name: 'Modern Treasury',
  docsUrl: 'https://docs.moderntreasury.com/platform/reference/webhooks',
  summary: 'Payment orders, transactions and ledgers.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-Signature' } } },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'header', name: 'X-Topic' },
    { in: 'json', pointer: '/event' },
  ],
  eventTypeJoin: '.',
  deliveryIdAt: [{ in: 'header', name: 'X-Webhook-ID' }],
  headers: { 'X-Webhook-ID': '{uuid}', 'X-Topic': 'payment_order' },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'payment_order.created',
      description: 'A payment order was made.',
      sample: {
        event: 'created',
        data: {
          id: '8a8f7a9e-4d8a-4fb2-9b0e-5e8cbb7c3a33',
          object: 'payment_order',
          type: 'ach',
          amount: 4900,
          direction: 'credit',
          status: 'needs_approval',
          currency: 'USD',
        },
      },
    },
    {
      type: 'payment_order.completed',
      description: 'A payment order was completed.',
      sample: {
        event: 'completed',
        data: {
          id: '8a8f7a9e-4d8a-4fb2-9b0e-5e8cbb7c3a33',
          object: 'payment_order',
          amount: 4900,
          status: 'completed',
          currency: 'USD',
        },
      },
    },
  ],
  recognise: { headers: ['X-Topic'] },
  confidence: 'verified-by-sdk',
  sources: [
    'npm:modern-treasury@3.3.0 resources/webhooks.js',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
