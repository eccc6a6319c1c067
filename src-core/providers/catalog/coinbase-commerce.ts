import type { ProviderInput } from '../provider.ts';

export const coinbaseCommerce = (): ProviderInput => ({
  id: 'coinbase-commerce',
  name: 'Coinbase Commerce',
  docsUrl: 'https://docs.cdp.coinbase.com/commerce-onchain/docs/webhooks-security',
  summary: 'Charges paid in crypto.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-CC-Webhook-Signature' } } },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  delivery: {
    success: '200',
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 60_000, factor: 2, capMs: 3_600_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 259_200_000,
      success: '200',
    },
    stopsOn: '200.',
    notes: ['Retries for up to 3 days; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'charge:confirmed',
      description: 'A charge was paid.',
      sample: {
        id: '1',
        scheduled_for: '2025-10-09T08:53:20Z',
        attempt_number: 1,
        event: {
          id: '24934862-d980-46cb-9402-43c81b0cdba6',
          resource: 'event',
          type: 'charge:confirmed',
          api_version: '2018-03-22',
          created_at: '2025-10-09T08:53:20Z',
          data: { code: '66BEOV2A', name: 'The Sovereign Individual', pricing_type: 'fixed_price' },
        },
      },
    },
    {
      type: 'charge:failed',
      description: 'A charge expired or failed.',
      sample: {
        id: '2',
        scheduled_for: '2025-10-09T08:53:20Z',
        attempt_number: 1,
        event: {
          id: '24934862-d980-46cb-9402-43c81b0cdba7',
          resource: 'event',
          type: 'charge:failed',
          api_version: '2018-03-22',
          created_at: '2025-10-09T08:53:20Z',
          data: { code: '66BEOV2B' },
        },
      },
    },
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:coinbase-commerce-node@1.0.4 lib/Webhook.js',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
