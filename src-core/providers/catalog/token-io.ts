import type { ProviderInput } from '../provider.ts';

export const tokenIo = (): ProviderInput => ({
  id: 'token-io',
  name: 'Token.io',
  docsUrl: 'https://docs.token.io/products/tpp/integration-considerations/webhooks',
  summary: 'Bank payments that changed their status.',
  scheme: { kind: 'none' },
  secret: { description: 'Token.io signs with a key pair of its own; its form was not to be had.' },
  eventTypeAt: [{ in: 'json', pointer: '/eventType' }],
  notes: [
    'Its signature (Ed25519, in token-signature) is not checked here: no document that says what is signed, and no vector, could be had.',
  ],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'PAYMENT_STATUS_CHANGED',
      description: 'A payment changed its status.',
      sample: {
        eventType: 'PAYMENT_STATUS_CHANGED',
        payment: {
          id: 'pm2:12345abcd:abcd',
          memberId: 'm:123456789:abcd',
          status: 'INITIATION_COMPLETED',
          bankPaymentStatus: 'ACCC',
          updatedDateTime: '2025-10-09T08:53:20.000Z',
        },
      },
    },
  ],
  recognise: { json: ['/payment/memberId', '/eventType'] },
  confidence: 'unverified',
  sources: ['https://docs.token.io/products/tpp/integration-considerations/webhooks'],
});
