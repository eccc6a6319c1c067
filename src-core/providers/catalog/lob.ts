import type { ProviderInput } from '../provider.ts';

export const lob = (): ProviderInput => ({
  id: 'lob',
  name: 'Lob',
  docsUrl: 'https://docs.lob.com/#tag/Webhooks',
  summary: 'Letters, postcards and cheques on their way.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: { at: { in: 'header', name: 'Lob-Signature' } },
    timestamp: { at: { in: 'header', name: 'Lob-Signature-Timestamp' }, unit: 'unix-ms' },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event_type/id' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  recognise: { headers: ['Lob-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'postcard.created',
      description: 'A postcard was made.',
      sample: {
        id: 'evt_d95ff8ffd2b5cfb4',
        object: 'event',
        reference_id: 'psc_d2d10a2e9cba991c',
        event_type: { id: 'postcard.created', resource: 'postcards', object: 'event_type' },
        date_created: '2025-10-09T08:53:20.000Z',
        body: { id: 'psc_d2d10a2e9cba991c' },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
