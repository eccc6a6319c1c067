import type { ProviderInput } from '../provider.ts';

export const lemonsqueezy = (): ProviderInput => ({
  id: 'lemonsqueezy',
  name: 'Lemon Squeezy',
  docsUrl: 'https://docs.lemonsqueezy.com/help/webhooks/signing-requests',
  summary: 'Orders, subscriptions and licences of a store.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-Signature' } } },
  secret: { description: '6-40 characters chosen by you, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-Event-Name' }],
  deliveryIdAt: [{ in: 'json', pointer: '/meta/webhook_id' }],
  headers: { 'X-Event-Name': '{eventType}' },
  delivery: {
    success: '200',
    retryPolicy: {
      maxAttempts: 4,
      schedule: { kind: 'list', waitsMs: [5000, 25_000, 125_000] },
      success: '200',
    },
    stopsOn: '200.',
    deadLetter: 'Resend from dashboard.',
    confidence: 'unverified',
  },
  events: [
    {
      type: 'order_created',
      description: 'An order was placed.',
      sample: {
        meta: {
          event_name: 'order_created',
          webhook_id: '7f3c1c52-9c6e-44a5-9b6c-9d0a2b1e8f11',
          test_mode: true,
          custom_data: { customer_id: '25' },
        },
        data: {
          type: 'orders',
          id: '1',
          attributes: {
            store_id: 1,
            order_number: 1042,
            user_name: 'Ada Lovelace',
            user_email: 'ada@example.com',
            currency: 'EUR',
            total: 4900,
            status: 'paid',
            created_at: '2025-10-09T08:53:20.000000Z',
          },
        },
      },
    },
    {
      type: 'subscription_created',
      description: 'A subscription began.',
      sample: {
        meta: {
          event_name: 'subscription_created',
          webhook_id: '7f3c1c52-9c6e-44a5-9b6c-9d0a2b1e8f12',
          test_mode: true,
        },
        data: {
          type: 'subscriptions',
          id: '1',
          attributes: {
            store_id: 1,
            order_id: 1,
            product_name: 'Pro',
            variant_name: 'Monthly',
            user_email: 'ada@example.com',
            status: 'active',
            renews_at: '2025-11-09T08:53:20.000000Z',
          },
        },
      },
    },
  ],
  recognise: { headers: ['X-Event-Name'] },
  notes: [
    'Header name X-Signature collides with Mercado Pago, Airwallex, Modern Treasury, Segment, ClickUp: detect by other headers.',
  ],
  confidence: 'secondary',
  sources: [
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
