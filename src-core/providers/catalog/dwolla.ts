import type { ProviderInput } from '../provider.ts';

export const dwolla = (): ProviderInput => ({
  id: 'dwolla',
  name: 'Dwolla',
  docsUrl: 'https://developers.dwolla.com/docs/balance/webhooks/process-validate',
  summary: 'Transfers, customers and funding sources.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-Request-Signature-SHA-256' } } },
  secret: { description: 'The secret given when the subscription was made.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-Dwolla-Topic' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  headers: { 'X-Dwolla-Topic': '{eventType}' },
  recognise: { headers: ['X-Dwolla-Topic'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'customer_transfer_completed',
      description: 'A transfer is done.',
      sample: {
        id: '80d8ff7d-7e5a-4975-ade8-9e97306d6c15',
        resourceId: '36e9dcb2-889b-4873-8e52-0c9404ea002a',
        topic: 'customer_transfer_completed',
        timestamp: '2025-10-09T08:53:20.000Z',
        _links: {
          self: { href: 'https://api-sandbox.dwolla.com/events/80d8ff7d-7e5a-4975-ade8-9e97306d6c15' },
        },
      },
    },
    {
      type: 'customer_created',
      description: 'A customer was made.',
      sample: {
        id: '80d8ff7d-7e5a-4975-ade8-9e97306d6c16',
        resourceId: '36e9dcb2-889b-4873-8e52-0c9404ea002b',
        topic: 'customer_created',
        timestamp: '2025-10-09T08:53:20.000Z',
        _links: {},
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
