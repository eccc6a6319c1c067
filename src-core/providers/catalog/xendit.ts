import type { ProviderInput } from '../provider.ts';

export const xendit = (): ProviderInput => ({
  id: 'xendit',
  name: 'Xendit',
  docsUrl: 'https://docs.xendit.co/docs/handling-webhooks',
  summary: 'Payments, invoices and payouts.',
  scheme: { kind: 'static-token', header: 'x-callback-token' },
  secret: { description: 'A secret of one’s own, sent as it is.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  recognise: { headers: ['x-callback-token'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'payment.succeeded',
      description: 'A payment succeeded.',
      sample: {
        event: 'payment.succeeded',
        business_id: '5f21361959ef2b788d9ceb2c',
        created: '2025-10-09T08:53:20.000Z',
        data: { id: 'py-1', amount: 49000, currency: 'IDR', status: 'SUCCEEDED' },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
