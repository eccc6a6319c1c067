import type { ProviderInput } from '../provider.ts';

export const woocommerce = (): ProviderInput => ({
  id: 'woocommerce',
  name: 'WooCommerce',
  docsUrl: 'https://developer.woocommerce.com/docs/webhooks/',
  summary: 'Orders, products, customers and coupons of a shop.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'X-WC-Webhook-Signature' } },
  },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-WC-Webhook-Topic' }],
  deliveryIdAt: [{ in: 'header', name: 'X-WC-Webhook-Delivery-ID' }],
  headers: {
    'User-Agent': 'WooCommerce/10.2.2 Hookshot (WordPress/6.8.3)',
    'X-WC-Webhook-Source': 'https://shop.example.com/',
    'X-WC-Webhook-ID': '142',
    'X-WC-Webhook-Topic': '{eventType}',
    'X-WC-Webhook-Delivery-ID': '{uuid}',
  },
  handshakes: [
    {
      id: 'ping',
      description: 'Saving the webhook makes WooCommerce post a form with its id, unsigned.',
      match: { method: 'POST', form: { webhook_id: '*' } },
      respond: { status: 200 },
    },
  ],
  delivery: {
    success: '200-299,301,302',
    timeoutMs: 60_000,
    retryPolicy: {
      maxAttempts: 1,
      timeoutMs: 60_000,
      success: '200-299,301,302',
      disableAfter: { failedDeliveries: 6 },
    },
    stopsOn: 'No retry of a delivery.',
    endpointDisabling: 'Disabled after more than 5 consecutive failures.',
    notes: ['Success is 2xx, 301, 302.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'order.created',
      description: 'An order was placed.',
      sample: {
        id: 727,
        parent_id: 0,
        number: '727',
        order_key: 'wc_order_58d2d042d1d',
        status: 'processing',
        currency: 'EUR',
        date_created: '2025-10-09T10:53:20',
        total: '49.00',
        billing: { first_name: 'Ada', last_name: 'Lovelace', email: 'ada@example.com' },
        line_items: [{ id: 315, name: 'Café mug', product_id: 93, quantity: 2, total: '49.00' }],
      },
    },
    {
      type: 'product.updated',
      description: 'A product changed.',
      sample: {
        id: 93,
        name: 'Café mug',
        slug: 'cafe-mug',
        status: 'publish',
        price: '24.50',
        stock_quantity: 12,
      },
    },
  ],
  recognise: { headers: ['X-WC-Webhook-Topic', 'X-WC-Webhook-Source'], userAgent: 'WooCommerce/' },
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills skills/woocommerce-webhooks',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
