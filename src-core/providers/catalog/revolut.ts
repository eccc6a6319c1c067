import type { ProviderInput } from '../provider.ts';

export const revolut = (): ProviderInput => ({
  id: 'revolut',
  name: 'Revolut',
  docsUrl:
    'https://developer.revolut.com/docs/guides/merchant/monitor-and-observe/webhooks/verify-the-payload-signature',
  summary: 'Orders and payouts (Merchant), transactions (Business).',
  scheme: {
    kind: 'hmac',
    signedContent: 'v1.{timestamp}.{body}',
    signature: { at: { in: 'header', name: 'Revolut-Signature' }, format: 'v1={signature}', separator: ',' },
    timestamp: {
      at: { in: 'header', name: 'Revolut-Request-Timestamp' },
      unit: 'unix-ms',
      toleranceSeconds: 300,
    },
  },
  secret: { description: 'wsk_... whole string.', generate: 'hex32', prefix: 'wsk_' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  delivery: {
    retryPolicy: { maxAttempts: 4, schedule: { kind: 'list', waitsMs: [600_000, 600_000, 600_000] } },
    confidence: 'secondary',
  },
  events: [
    {
      type: 'ORDER_COMPLETED',
      description: 'An order was paid.',
      sample: {
        event: 'ORDER_COMPLETED',
        order_id: '9fc01989-3f61-4484-a5d9-ffe768531be9',
        merchant_order_ext_ref: '10042',
      },
    },
    {
      type: 'ORDER_PAYMENT_DECLINED',
      description: 'A payment was declined.',
      sample: {
        event: 'ORDER_PAYMENT_DECLINED',
        order_id: '9fc01989-3f61-4484-a5d9-ffe768531be9',
        merchant_order_ext_ref: '10042',
      },
    },
  ],
  recognise: { headers: ['Revolut-Signature', 'Revolut-Request-Timestamp'] },
  notes: ['Comma separated signatures on rotation.'],
  confidence: 'secondary',
  sources: ['github:hookdeck/webhook-skills providers.yaml (2026)'],
});
