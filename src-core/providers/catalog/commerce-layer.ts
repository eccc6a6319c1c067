import type { ProviderInput } from '../provider.ts';

export const commerceLayer = (): ProviderInput => ({
  id: 'commerce-layer',
  name: 'Commerce Layer',
  docsUrl: 'https://docs.commercelayer.io/core/callbacks-security',
  summary: 'Orders, shipments, customers and stock.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'X-CommerceLayer-Signature' } },
  },
  secret: { description: 'shared_secret of the webhook.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-CommerceLayer-Topic' }],
  headers: { 'X-CommerceLayer-Topic': '{eventType}' },
  recognise: { headers: ['X-CommerceLayer-Topic'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'orders.place',
      description: 'An order was placed.',
      sample: {
        data: {
          id: 'qwYyhVdLkE',
          type: 'orders',
          attributes: { number: 1234, status: 'placed', total_amount_cents: 4900, currency_code: 'EUR' },
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
