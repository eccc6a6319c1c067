import type { ProviderInput } from '../provider.ts';

export const flutterwave = (): ProviderInput => ({
  id: 'flutterwave',
  name: 'Flutterwave',
  docsUrl: 'https://developer.flutterwave.com/docs/integration-guides/webhooks/',
  summary: 'Charges, transfers and subscriptions.',
  scheme: { kind: 'static-token', header: 'verif-hash' },
  secret: { description: 'A secret of one’s own, sent as it is.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  recognise: { headers: ['verif-hash'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'charge.completed',
      description: 'A charge is complete.',
      sample: {
        event: 'charge.completed',
        data: {
          id: 285959875,
          tx_ref: 'Links-616626414629',
          amount: 100,
          currency: 'NGN',
          status: 'successful',
          created_at: '2025-10-09T08:53:20.000Z',
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
