import type { ProviderInput } from '../provider.ts';

export const mercury = (): ProviderInput => ({
  id: 'mercury',
  name: 'Mercury',
  docsUrl: 'https://docs.mercury.com/reference/webhooks',
  summary: 'Transactions of bank accounts.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'Mercury-Signature' },
      format: 't={timestamp},v1={signature}',
      separator: ',',
    },
    timestamp: { at: { in: 'signature' } },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/operationType' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  recognise: { headers: ['Mercury-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'create',
      description: 'A transaction was made.',
      sample: {
        id: 'a7c1a9f0-6f0b-4c3e-8f4c-4e6b0a3c1d2e',
        resourceType: 'transaction',
        resourceId: 'b7c1a9f0-6f0b-4c3e-8f4c-4e6b0a3c1d2e',
        operationType: 'create',
        resourceVersion: 1,
        occurredAt: '2025-10-09T08:53:20Z',
        mergePatch: { amount: -49 },
      },
    },
  ],
  confidence: 'unverified',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
