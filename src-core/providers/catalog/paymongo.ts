import type { ProviderInput } from '../provider.ts';

export const paymongo = (): ProviderInput => ({
  id: 'paymongo',
  name: 'PayMongo',
  docsUrl: 'https://developers.paymongo.com/docs/creating-webhook',
  summary: 'Payments and sources.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'Paymongo-Signature' },
      format: 't={timestamp},te={signature}',
      separator: ',',
    },
    timestamp: { at: { in: 'signature' } },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/data/attributes/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/data/id' }],
  recognise: { headers: ['Paymongo-Signature'] },
  notes: ['te= is the signature of the test mode, li= that of the live mode: this is the test mode.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'payment.paid',
      description: 'A payment was made.',
      sample: {
        data: {
          id: 'evt_Y9kMpeNQ3GGRw2MLkVC9Hntx',
          type: 'event',
          attributes: {
            type: 'payment.paid',
            livemode: false,
            created_at: 1760000000,
            data: {
              id: 'pay_1',
              type: 'payment',
              attributes: { amount: 4900, currency: 'PHP', status: 'paid' },
            },
          },
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
