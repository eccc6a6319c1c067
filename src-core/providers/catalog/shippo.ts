import type { ProviderInput } from '../provider.ts';

export const shippo = (): ProviderInput => ({
  id: 'shippo',
  name: 'Shippo',
  docsUrl: 'https://docs.goshippo.com/docs/tracking/webhooksecurity/',
  summary: 'Parcels: labels, tracking, batches.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'Shippo-Auth-Signature' },
      format: 't={timestamp},v1={signature}',
      separator: ',',
    },
    timestamp: { at: { in: 'signature' } },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  recognise: { headers: ['Shippo-Auth-Signature'] },
  notes: [
    'Signed only where Shippo has switched HMAC on for the account; else a token of one’s own stands in the address.',
  ],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'track_updated',
      description: 'A parcel was seen somewhere.',
      sample: {
        event: 'track_updated',
        test: true,
        data: {
          carrier: 'usps',
          tracking_number: '9205590164917312751089',
          tracking_status: { status: 'TRANSIT', status_date: '2025-10-09T08:53:20Z' },
        },
      },
    },
    {
      type: 'transaction_created',
      description: 'A label was bought.',
      sample: {
        event: 'transaction_created',
        test: true,
        data: { object_id: '915d94940ea54c3a80cbfa328722f5a1', status: 'SUCCESS' },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
