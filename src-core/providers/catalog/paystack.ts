import type { ProviderInput } from '../provider.ts';

export const paystack = (): ProviderInput => ({
  id: 'paystack',
  name: 'Paystack',
  docsUrl: 'https://paystack.com/docs/payments/webhooks/',
  summary: 'Charges, transfers and subscriptions.',
  scheme: { kind: 'hmac', hash: 'sha512', signature: { at: { in: 'header', name: 'x-paystack-signature' } } },
  secret: { description: 'Account secret key sk_..., UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  delivery: {
    success: '200',
    timeoutMs: 30_000,
    retryPolicy: {
      maxAttempts: null,
      schedule: { kind: 'list', waitsMs: [180_000, 180_000, 180_000, 180_000, 3_600_000], repeatLast: true },
      horizonMs: 259_200_000,
      timeoutMs: 30_000,
      success: '200',
    },
    stopsOn: '200.',
    notes: ['Live: every 3 min for 4 tries then hourly up to 72 h. Test: hourly for 10 h.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'charge.success',
      description: 'A charge was successful.',
      sample: {
        event: 'charge.success',
        data: {
          id: 302961,
          domain: 'test',
          status: 'success',
          reference: 'qTPrJoy9Bx',
          amount: 10000,
          gateway_response: 'Approved by Financial Institution',
          paid_at: '2025-10-09T08:53:20Z',
          channel: 'card',
          currency: 'NGN',
          customer: { id: 68324, email: 'ada@example.com', customer_code: 'CUS_qo38as2hpsgk2r0' },
        },
      },
    },
    {
      type: 'transfer.success',
      description: 'A transfer went through.',
      sample: {
        event: 'transfer.success',
        data: {
          amount: 30000,
          currency: 'NGN',
          domain: 'test',
          id: 37272792,
          reference: '1jhbs3ozmen0k7y5efmw',
          status: 'success',
          transfer_code: 'TRF_wpl1dem4967avzm',
        },
      },
    },
  ],
  notes: ['SHA-512, and the key is the API secret key itself.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
