import type { ProviderInput } from '../provider.ts';

export const pipedrive = (): ProviderInput => ({
  id: 'pipedrive',
  name: 'Pipedrive',
  docsUrl: 'https://pipedrive.readme.io/docs/guide-for-webhooks-v2',
  summary: 'Deals, persons and activities.',
  scheme: { kind: 'basic' },
  secret: { description: 'user:password of HTTP Basic.', generate: 'user-password' },
  eventTypeAt: [{ in: 'json', pointer: '/meta/entity' }],
  notes: ['HTTP Basic where a user and a password were given; there is no signature.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'deal',
      description: 'A deal was made.',
      sample: {
        data: { id: 42, title: 'Big deal', status: 'open', value: 4900, currency: 'EUR' },
        previous: null,
        meta: {
          action: 'create',
          entity: 'deal',
          entity_id: '42',
          company_id: '1',
          id: 'b7c1a9f0-6f0b-4c3e-8f4c-4e6b0a3c1d2e',
          timestamp: '2025-10-09T08:53:20.000Z',
          version: '2.0',
        },
      },
    },
  ],
  recognise: { json: ['/meta/entity', '/meta/entity_id'] },
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
