import type { ProviderInput } from '../provider.ts';

export const checkoutCom = (): ProviderInput => ({
  id: 'checkout-com',
  name: 'Checkout.com',
  docsUrl: 'https://www.checkout.com/docs/developer-resources/webhooks/webhooks-security',
  summary: 'Payments and disputes.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'Cko-Signature' } } },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  delivery: {
    timeoutMs: 10_000,
    simulationHint: {
      maxAttempts: 9,
      schedule: { kind: 'exponential', baseMs: 300_000, factor: 2, capMs: 43_200_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      timeoutMs: 10_000,
    },
    notes: ['Retries up to 9 attempts; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'payment_approved',
      description: 'A payment was approved.',
      sample: {
        id: 'evt_az5sblvku4ge3dwpztvyizgcau',
        type: 'payment_approved',
        version: '2.0.0',
        created_on: '2025-10-09T08:53:20Z',
        data: {
          id: 'pay_mbabizu24mvu3mela5njyhpit4',
          action_id: 'act_mbabizu24mvu3mela5njyhpit4',
          amount: 4900,
          currency: 'EUR',
          response_code: '10000',
          reference: 'ORD-10042',
          approved: true,
        },
      },
    },
    {
      type: 'payment_captured',
      description: 'A payment was captured.',
      sample: {
        id: 'evt_bz5sblvku4ge3dwpztvyizgcau',
        type: 'payment_captured',
        version: '2.0.0',
        created_on: '2025-10-09T08:53:20Z',
        data: { id: 'pay_mbabizu24mvu3mela5njyhpit4', amount: 4900, currency: 'EUR', reference: 'ORD-10042' },
      },
    },
  ],
  notes: ['An Authorization header of your choice is sent as well.'],
  confidence: 'secondary',
  sources: [
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
