import type { ProviderInput } from '../provider.ts';

export const aftership = (): ProviderInput => ({
  id: 'aftership',
  name: 'AfterShip',
  docsUrl: 'https://www.aftership.com/docs/tracking/webhook/webhook-overview',
  summary: 'Shipments on their way.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'aftership-hmac-sha256' } },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  deliveryIdAt: [{ in: 'json', pointer: '/event_id' }],
  recognise: { headers: ['aftership-hmac-sha256'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'tracking_update',
      description: 'A shipment was seen somewhere.',
      sample: {
        event: 'tracking_update',
        event_id: 'b3c1e4a0-7a43-4f43-8a7a-7b5f0e0b2a11',
        is_tracking_first_tag: true,
        ts: 1760000000,
        msg: {
          id: '7m9xpvg0d3f1skf8l0s0t00a',
          tracking_number: '1Z9999999999999999',
          slug: 'ups',
          tag: 'InTransit',
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
