import type { ProviderInput } from '../provider.ts';

export const tebex = (): ProviderInput => ({
  id: 'tebex',
  name: 'Tebex',
  docsUrl: 'https://docs.tebex.io/developers/webhooks/overview',
  summary: 'Payments and subscriptions of game shops.',
  scheme: {
    kind: 'hmac',
    signedContent: '{hash-hex:sha256:body}',
    signature: { at: { in: 'header', name: 'X-Signature' } },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  handshakes: [
    {
      id: 'validation',
      description: 'A new webhook is answered with the id of its validation.',
      match: { json: { '/type': 'validation.webhook', '/id': '*' } },
      respond: { status: 200, contentType: 'application/json', body: '{"id":"{json:/id}"}' },
      signed: true,
    },
  ],
  recognise: { json: ['/id', '/type', '/subject'] },
  notes: ['What is signed is the hexadecimal SHA-256 of the body, not the body.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'payment.completed',
      description: 'A payment is complete.',
      sample: {
        id: '18f8ff2a-2d2f-4d3d-8f3a-1c1d1f4f0c11',
        type: 'payment.completed',
        date: '2025-10-09T08:53:20+00:00',
        subject: {
          transaction_id: 'tbx-1',
          status: { id: 1, description: 'Complete' },
          price: { amount: 4.99, currency: 'EUR' },
        },
      },
    },
    {
      type: 'validation.webhook',
      description: 'Tebex tries the address, which answers with the id.',
      sample: {
        id: '18f8ff2a-2d2f-4d3d-8f3a-1c1d1f4f0c12',
        type: 'validation.webhook',
        date: '2025-10-09T08:53:20+00:00',
        subject: {},
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
