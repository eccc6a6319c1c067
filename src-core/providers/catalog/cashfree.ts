import type { ProviderInput } from '../provider.ts';

export const cashfree = (): ProviderInput => ({
  id: 'cashfree',
  name: 'Cashfree',
  docsUrl: 'https://www.cashfree.com/docs/payments/online/webhooks/signature-verification',
  summary: 'Payments, refunds and settlements.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signedContent: '{timestamp}{body}',
    signature: { at: { in: 'header', name: 'x-webhook-signature' } },
    timestamp: { at: { in: 'header', name: 'x-webhook-timestamp' }, unit: 'unix-ms' },
  },
  secret: { description: 'The client secret.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  headers: { 'x-webhook-version': '2023-08-01' },
  recognise: { headers: ['x-webhook-signature', 'x-webhook-timestamp', 'x-webhook-version'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'PAYMENT_SUCCESS_WEBHOOK',
      description: 'A payment succeeded.',
      sample: {
        data: {
          order: { order_id: 'order_02', order_amount: 2, order_currency: 'INR' },
          payment: { cf_payment_id: 1453002795, payment_status: 'SUCCESS', payment_amount: 1 },
        },
        event_time: '2025-10-09T14:23:20+05:30',
        type: 'PAYMENT_SUCCESS_WEBHOOK',
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
