import type { ProviderInput } from '../provider.ts';

export const fastspring = (): ProviderInput => ({
  id: 'fastspring',
  name: 'FastSpring',
  docsUrl: 'https://developer.fastspring.com/reference/message-security',
  summary: 'Orders and subscriptions, in batches.',
  scheme: { kind: 'hmac', encoding: 'base64', signature: { at: { in: 'header', name: 'X-FS-Signature' } } },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/events/0/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/events/0/id' }],
  recognise: { headers: ['X-FS-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'order.completed',
      description: 'An order is complete.',
      sample: {
        events: [
          {
            id: 'X0MV2KIXSOqIGFBgSyAMAA',
            live: false,
            processed: false,
            type: 'order.completed',
            created: 1760000000000,
            data: { order: 'iM8E1q', reference: 'EXA230711-1234', total: 49, currency: 'USD' },
          },
        ],
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
