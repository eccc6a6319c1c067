import type { ProviderInput } from '../provider.ts';

export const orb = (): ProviderInput => ({
  id: 'orb',
  name: 'Orb',
  docsUrl: 'https://docs.withorb.com/integrations-and-exports/webhooks',
  summary: 'Customers, subscriptions and invoices.',
  scheme: {
    kind: 'hmac',
    signedContent: 'v1:{timestamp}:{body}',
    signature: { at: { in: 'header', name: 'X-Orb-Signature' }, format: 'v1={signature}', separator: ' ' },
    timestamp: {
      at: { in: 'header', name: 'X-Orb-Timestamp' },
      unit: 'iso8601',
      toleranceSeconds: 300,
      clock: 'whole-seconds',
    },
  },
  secret: { description: 'per-endpoint secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'invoice.issued',
      description: 'An invoice was issued.',
      sample: {
        id: 'o4mmewpfNNTnjfZc',
        created_at: '2025-10-09T08:53:20Z',
        type: 'invoice.issued',
        properties: {},
        invoice: { id: 'DehhgjPq', amount_due: '49.00', currency: 'USD', status: 'issued' },
      },
    },
    {
      type: 'subscription.created',
      description: 'A subscription was made.',
      sample: {
        id: 'o4mmewpfNNTnjfZd',
        created_at: '2025-10-09T08:53:20Z',
        type: 'subscription.created',
        properties: {},
        subscription: { id: 'sub_1', status: 'active' },
      },
    },
  ],
  recognise: { headers: ['X-Orb-Signature'] },
  notes: ['ISO timestamps contain colons: do not split the signed string on them.'],
  confidence: 'verified-by-sdk',
  sources: ['npm:orb-billing@6.11.0 resources/webhooks.js'],
});
