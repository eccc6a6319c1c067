import type { ProviderInput } from '../provider.ts';

export const printify = (): ProviderInput => ({
  id: 'printify',
  name: 'Printify',
  docsUrl: 'https://developers.printify.com/#webhooks',
  summary: 'Orders and products of print on demand.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Pfy-Signature' }, format: 'sha256={signature}' },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  recognise: { headers: ['X-Pfy-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'order:created',
      description: 'An order was made.',
      sample: {
        id: '653b6be8-2ff7-4ab5-a7a6-6889a8b3bbf5',
        type: 'order:created',
        created_at: '2025-10-09 08:53:20+00:00',
        resource: { id: '5d39b411749d0a000f30e0f4', type: 'order', data: { shop_id: 815256 } },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
