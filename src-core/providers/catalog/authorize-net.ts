import type { ProviderInput } from '../provider.ts';

export const authorizeNet = (): ProviderInput => ({
  id: 'authorize-net',
  name: 'Authorize.Net',
  docsUrl: 'https://developer.authorize.net/api/reference/features/webhooks.html',
  summary: 'Payments, customers and subscriptions.',
  scheme: {
    kind: 'hmac',
    hash: 'sha512',
    encoding: 'hex-upper',
    signature: { at: { in: 'header', name: 'X-ANET-Signature' }, format: 'sha512={signature}' },
  },
  secret: { description: 'The signature key of the merchant interface, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/eventType' }],
  deliveryIdAt: [{ in: 'json', pointer: '/notificationId' }],
  recognise: { headers: ['X-ANET-Signature'] },
  notes: [
    'Whether the key is used as text or decoded from hexadecimal differs between examples; text is what the guide of the webhooks shows.',
  ],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'net.authorize.payment.authcapture.created',
      description: 'A payment was captured.',
      sample: {
        notificationId: 'd0e8e7fe-c3e7-4add-a480-27bc5ce28a18',
        eventType: 'net.authorize.payment.authcapture.created',
        eventDate: '2025-10-09T08:53:20.0000000Z',
        webhookId: '63d6fea2-aa13-4b1d-a204-f5fbc15942b7',
        payload: {
          responseCode: 1,
          authCode: 'LZ6I19',
          avsResponse: 'Y',
          authAmount: 45,
          entityName: 'transaction',
          id: '60020981676',
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
