import type { ProviderInput } from '../provider.ts';

export const polar = (): ProviderInput => ({
  id: 'polar',
  name: 'Polar',
  docsUrl: 'https://polar.sh/docs/integrate/webhooks/delivery',
  summary: 'Orders, subscriptions and customers; Standard Webhooks with a secret used as text.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signedContent: '{id}.{timestamp}.{body}',
    signature: { at: { in: 'header', name: 'webhook-signature' }, format: 'v1,{signature}', separator: ' ' },
    timestamp: { at: { in: 'header', name: 'webhook-timestamp' }, toleranceSeconds: 300 },
    id: { in: 'header', name: 'webhook-id' },
  },
  secret: {
    description:
      'Dashboard secret used WHOLE as UTF-8 bytes (official SDK base64-encodes it before handing it to a Standard Webhooks library).',
    generate: 'hex32',
  },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'header', name: 'webhook-id' }],
  delivery: {
    timeoutMs: 10_000,
    simulationHint: {
      maxAttempts: 11,
      schedule: { kind: 'exponential', baseMs: 30_000, factor: 2, capMs: 14_400_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      timeoutMs: 10_000,
      disableAfter: { failedDeliveries: 10 },
    },
    endpointDisabling: 'Disabled after 10 consecutive failures.',
    notes: ['Retries up to 11 attempts; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'order.paid',
      description: 'An order was paid.',
      sample: {
        type: 'order.paid',
        timestamp: '2025-10-09T08:53:20Z',
        data: {
          id: 'b1c1a9f0-6f0b-4c3e-8f4c-4e6b0a3c1d2e',
          status: 'paid',
          total_amount: 4900,
          currency: 'usd',
          customer: { email: 'ada@example.com' },
          product: { name: 'Pro' },
        },
      },
    },
    {
      type: 'subscription.active',
      description: 'A subscription became active.',
      sample: {
        type: 'subscription.active',
        timestamp: '2025-10-09T08:53:20Z',
        data: {
          id: 'c2c1a9f0-6f0b-4c3e-8f4c-4e6b0a3c1d2e',
          status: 'active',
          amount: 1900,
          currency: 'usd',
          recurring_interval: 'month',
        },
      },
    },
  ],
  notes: ['Opposite of the usual rule: do not base64-decode the secret.'],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@polar-sh/sdk@0.49.0 dist/commonjs/webhooks.js',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
