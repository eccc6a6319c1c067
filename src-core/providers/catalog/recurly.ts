import type { ProviderInput } from '../provider.ts';

export const recurly = (): ProviderInput => ({
  id: 'recurly',
  name: 'Recurly',
  docsUrl: 'https://docs.recurly.com/recurly-subscriptions/docs/automatic-retries',
  summary: 'Accounts, subscriptions, invoices and payments (JSON webhooks).',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'recurly-signature' },
      format: '{timestamp},{signature}',
      separator: ',',
    },
    timestamp: { at: { in: 'signature' }, unit: 'unix-ms', toleranceSeconds: 300 },
  },
  secret: { description: 'Endpoint secret key, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/uuid' }],
  delivery: {
    retryPolicy: {
      maxAttempts: 11,
      schedule: {
        kind: 'list',
        waitsMs: [
          10_000, 74_000, 266_000, 778_000, 2_058_000, 5_130_000, 12_298_000, 28_682_000, 65_546_000,
          147_466_000,
        ],
      },
    },
    notes: ['10 + x*2^(x+5) seconds with x the 0-based retry.'],
    confidence: 'docs',
  },
  events: [
    {
      type: 'updated',
      description: 'Something changed.',
      sample: {
        id: 'r1zgc1ym05xa',
        object_type: 'subscription',
        site_id: 'qt62xtcs8zto',
        event_type: 'updated',
        event_time: '2025-10-09T08:53:20Z',
        uuid: '6a5c0ea5b0c2c0e0e6a5c0ea5b0c2c0e',
        account_code: 'acme',
      },
    },
    {
      type: 'paid',
      description: 'An invoice was paid.',
      sample: {
        id: 'r1zgc1ym05xb',
        object_type: 'charge_invoice',
        site_id: 'qt62xtcs8zto',
        event_type: 'paid',
        event_time: '2025-10-09T08:53:20Z',
        uuid: '6a5c0ea5b0c2c0e0e6a5c0ea5b0c2c0f',
      },
    },
  ],
  notes: [
    'JSON webhooks only: header is timestamp followed by one or more comma separated hex signatures (positional, no keys).',
    'Classic XML webhooks are unsigned: HTTP Basic + IP allowlist.',
    'One secondary source says unsigned altogether: check the endpoint type.',
  ],
  confidence: 'secondary',
  sources: [
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'https://docs.recurly.com/recurly-subscriptions/docs/automatic-retries',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
