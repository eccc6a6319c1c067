import type { ProviderInput } from '../provider.ts';

export const gocardless = (): ProviderInput => ({
  id: 'gocardless',
  name: 'GoCardless',
  docsUrl: 'https://developer.gocardless.com/api-reference/#appendix-webhooks',
  summary: 'Payments, mandates, payouts: several events a delivery.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'Webhook-Signature' } } },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'json', pointer: '/events/0/resource_type' },
    { in: 'json', pointer: '/events/0/action' },
  ],
  eventTypeJoin: '.',
  deliveryIdAt: [{ in: 'json', pointer: '/meta/webhook_id' }],
  headers: { 'User-Agent': 'gocardless-webhook-service/1.1', Origin: 'https://api.gocardless.com' },
  delivery: {
    timeoutMs: 10_000,
    simulationHint: {
      maxAttempts: 9,
      schedule: { kind: 'exponential', baseMs: 60_000, factor: 3, capMs: 86_400_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      timeoutMs: 10_000,
    },
    notes: ['Retries up to 9 attempts; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'payments.confirmed',
      description: 'A payment was confirmed.',
      sample: {
        events: [
          {
            id: 'EV123',
            created_at: '2025-10-09T08:53:20.000Z',
            resource_type: 'payments',
            action: 'confirmed',
            links: { payment: 'PM123' },
            details: {
              origin: 'gocardless',
              cause: 'payment_confirmed',
              description:
                'Enough time has passed since the payment was submitted for the banks to return an error, so this payment is now confirmed.',
            },
          },
        ],
        meta: { webhook_id: 'WB123' },
      },
    },
    {
      type: 'mandates.cancelled',
      description: 'A mandate was cancelled.',
      sample: {
        events: [
          {
            id: 'EV124',
            created_at: '2025-10-09T08:53:20.000Z',
            resource_type: 'mandates',
            action: 'cancelled',
            links: { mandate: 'MD123' },
            details: {
              origin: 'bank',
              cause: 'bank_account_closed',
              description: 'Customer’s bank account closed',
              scheme: 'bacs',
              reason_code: 'ADDACS-B',
            },
          },
        ],
        meta: { webhook_id: 'WB124' },
      },
    },
  ],
  recognise: {
    userAgent: 'gocardless-webhook-service/',
    json: ['/events/0/resource_type', '/meta/webhook_id'],
  },
  notes: [
    'Answer 498 is the documented reply to a bad signature.',
    'Header name differs from Standard Webhooks only by value format (bare hex).',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:gocardless-nodejs@10.1.2 cjs/webhooks.js',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
