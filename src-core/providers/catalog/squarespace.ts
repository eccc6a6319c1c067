import type { ProviderInput } from '../provider.ts';

export const squarespace = (): ProviderInput => ({
  id: 'squarespace',
  name: 'Squarespace',
  docsUrl: 'https://developers.squarespace.com/commerce-apis/webhook-subscriptions-overview',
  summary: 'Orders and extensions of a shop.',
  scheme: { kind: 'hmac', key: 'hex', signature: { at: { in: 'header', name: 'Squarespace-Signature' } } },
  secret: {
    description: 'secret of the subscription: hexadecimal, and decoded before it is used.',
    generate: 'hex32',
  },
  eventTypeAt: [{ in: 'json', pointer: '/topic' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  recognise: { headers: ['Squarespace-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'order.create',
      description: 'An order was placed.',
      sample: {
        id: '36fb8fa0-7b7c-4a63-ae7a-5f5c2c1f3d31',
        websiteId: '5b9ae1d8a2772c5e6e7a5e3a',
        subscriptionId: '3d3bbf04-6d2c-4b2d-9a0a-6d8f4c0c6d11',
        topic: 'order.create',
        createdOn: '2025-10-09T08:53:20.000Z',
        data: { orderId: '5d1e0b8c5a4d2b0001f0c6f1' },
      },
    },
    {
      type: 'extension.uninstall',
      description: 'The extension was taken out.',
      sample: {
        id: '36fb8fa0-7b7c-4a63-ae7a-5f5c2c1f3d32',
        websiteId: '5b9ae1d8a2772c5e6e7a5e3a',
        topic: 'extension.uninstall',
        createdOn: '2025-10-09T08:53:20.000Z',
        data: {},
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
