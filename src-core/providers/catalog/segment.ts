import type { ProviderInput } from '../provider.ts';

export const segment = (): ProviderInput => ({
  id: 'segment',
  name: 'Segment',
  docsUrl: 'https://segment.com/docs/connections/destinations/catalog/webhooks/',
  summary: 'Analytics calls, handed on to a URL of one’s own.',
  scheme: { kind: 'hmac', hash: 'sha1', signature: { at: { in: 'header', name: 'X-Signature' } } },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/messageId' }],
  recognise: { json: ['/messageId', '/type', '/timestamp'] },
  notes: ['Destination functions may sign in other ways; this is the Webhooks destination.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'track',
      description: 'Somebody did something.',
      sample: {
        type: 'track',
        event: 'Order Completed',
        userId: 'u_42',
        messageId: 'segment-test-message-rd4d8a',
        timestamp: '2025-10-09T08:53:20.000Z',
        properties: { total: 49 },
        context: { library: { name: 'analytics.js' } },
      },
    },
    {
      type: 'identify',
      description: 'Somebody is known.',
      sample: {
        type: 'identify',
        userId: 'u_42',
        messageId: 'segment-test-message-rd4d8b',
        timestamp: '2025-10-09T08:53:20.000Z',
        traits: { email: 'ada@example.com' },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
