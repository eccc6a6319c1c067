import type { ProviderInput } from '../provider.ts';

export const razorpay = (): ProviderInput => ({
  id: 'razorpay',
  name: 'Razorpay',
  docsUrl: 'https://razorpay.com/docs/webhooks/validate-test/',
  summary: 'Payments, orders, refunds and subscriptions.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-Razorpay-Signature' } } },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  deliveryIdAt: [{ in: 'header', name: 'x-razorpay-event-id' }],
  headers: { 'User-Agent': 'Razorpay-Webhook/v1', 'x-razorpay-event-id': '{uuid}' },
  delivery: {
    timeoutMs: 5000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 60_000, factor: 2, capMs: 14_400_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 86_400_000,
      timeoutMs: 5000,
      disableAfter: { failingMs: 86_400_000 },
    },
    endpointDisabling: 'Disabled after 24 h of failure, e-mail notice.',
    notes: ['Retries for up to 1 day; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'payment.captured',
      description: 'A payment was captured.',
      sample: {
        entity: 'event',
        account_id: 'acc_BFQ7uQEaa7j2z7',
        event: 'payment.captured',
        contains: ['payment'],
        payload: {
          payment: {
            entity: {
              id: 'pay_DESlfW9H8K9uqM',
              entity: 'payment',
              amount: 4900,
              currency: 'INR',
              status: 'captured',
              order_id: 'order_DESlLckIVRkHWj',
              method: 'card',
              captured: true,
              email: 'ada@example.com',
              created_at: 1760000000,
            },
          },
        },
        created_at: 1760000000,
      },
    },
    {
      type: 'payment.failed',
      description: 'A payment failed.',
      sample: {
        entity: 'event',
        account_id: 'acc_BFQ7uQEaa7j2z7',
        event: 'payment.failed',
        contains: ['payment'],
        payload: {
          payment: {
            entity: {
              id: 'pay_DESlfW9H8K9uqN',
              entity: 'payment',
              amount: 4900,
              currency: 'INR',
              status: 'failed',
              error_code: 'BAD_REQUEST_ERROR',
              error_description: 'Payment failed',
            },
          },
        },
        created_at: 1760000000,
      },
    },
    {
      type: 'refund.processed',
      description: 'A refund went through.',
      sample: {
        entity: 'event',
        account_id: 'acc_BFQ7uQEaa7j2z7',
        event: 'refund.processed',
        contains: ['refund'],
        payload: {
          refund: {
            entity: {
              id: 'rfnd_FgRAHdNOM4ZVbO',
              entity: 'refund',
              amount: 4900,
              currency: 'INR',
              payment_id: 'pay_DESlfW9H8K9uqM',
              status: 'processed',
            },
          },
        },
        created_at: 1760000000,
      },
    },
  ],
  recognise: { userAgent: 'Razorpay-Webhook/' },
  notes: ['Secret is set by you per webhook; not the API key secret.'],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:razorpay@2.9.8 dist/utils/razorpay-utils.js',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
