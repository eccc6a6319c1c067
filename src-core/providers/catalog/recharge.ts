import type { ProviderInput } from '../provider.ts';

export const recharge = (): ProviderInput => ({
  id: 'recharge',
  name: 'Recharge',
  docsUrl: 'https://developer.rechargepayments.com/2021-11/webhooks_explained',
  summary: 'Subscriptions, orders and charges of shops.',
  scheme: {
    kind: 'hmac',
    construction: 'plain-hash',
    signedContent: '{secret}{body}',
    signature: { at: { in: 'header', name: 'X-Recharge-Hmac-Sha256' } },
  },
  secret: { description: 'The API client secret.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-Recharge-Topic' }],
  headers: { 'X-Recharge-Topic': '{eventType}' },
  recognise: { headers: ['X-Recharge-Topic', 'X-Recharge-Hmac-Sha256'] },
  notes: ['No HMAC in spite of its name: a SHA-256 of the client secret followed by the body.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'subscription/created',
      description: 'A subscription began.',
      sample: {
        subscription: {
          id: 89724911,
          customer_id: 51965371,
          status: 'active',
          price: '49.00',
          created_at: '2025-10-09T08:53:20',
        },
      },
    },
    {
      type: 'charge/paid',
      description: 'A charge was paid.',
      sample: { charge: { id: 430655100, status: 'success', total_price: '49.00' } },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
