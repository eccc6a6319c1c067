import type { ProviderInput } from '../provider.ts';

export const airwallex = (): ProviderInput => ({
  id: 'airwallex',
  name: 'Airwallex',
  docsUrl: 'https://www.airwallex.com/docs/developer-tools/webhooks/listen-for-webhook-events',
  summary: 'Payments, payouts and accounts.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}{body}',
    signature: { at: { in: 'header', name: 'x-signature' } },
    timestamp: { at: { in: 'header', name: 'x-timestamp' }, unit: 'unix-ms' },
  },
  secret: { description: 'Endpoint secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/name' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  delivery: {
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 60_000, factor: 2, capMs: 21_600_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 259_200_000,
    },
    notes: ['Retries for up to 3 days; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'payment_intent.succeeded',
      description: 'A payment was successful.',
      sample: {
        id: 'evt_hkdmr7v9rg1j58ky8re',
        name: 'payment_intent.succeeded',
        account_id: 'acct_1',
        data: {
          object: {
            id: 'int_hkdmr7v9rg1j5g4azy6',
            amount: 49,
            currency: 'EUR',
            status: 'SUCCEEDED',
            merchant_order_id: '10042',
          },
        },
        created_at: '2025-10-09T08:53:20+0000',
        version: '2024-06-14',
      },
    },
  ],
  recognise: { json: ['/name', '/account_id', '/data/object'] },
  notes: ['No separator.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
