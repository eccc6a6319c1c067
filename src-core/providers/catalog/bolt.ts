import type { ProviderInput } from '../provider.ts';

export const bolt = (): ProviderInput => ({
  id: 'bolt',
  name: 'Bolt',
  docsUrl: 'https://help.bolt.com/developers/references/webhooks/',
  summary: 'Checkout: payments, refunds and fraud decisions.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'X-Bolt-Hmac-Sha256' } },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  recognise: { headers: ['X-Bolt-Hmac-Sha256'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'payment',
      description: 'A payment was authorized.',
      sample: {
        type: 'payment',
        object: 'transaction',
        data: {
          id: 'TAj57ALHgDNXZ',
          reference: 'GKWM-WQ4G-PPH3',
          status: 'authorized',
          amount: { amount: 4900, currency: 'USD' },
        },
      },
    },
    {
      type: 'credit',
      description: 'Money went back.',
      sample: {
        type: 'credit',
        object: 'transaction',
        data: { id: 'TAj57ALHgDNXa', reference: 'GKWM-WQ4G-PPH4', status: 'completed' },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
