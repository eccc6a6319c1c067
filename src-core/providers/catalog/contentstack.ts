import type { ProviderInput } from '../provider.ts';

export const contentstack = (): ProviderInput => ({
  id: 'contentstack',
  name: 'Contentstack',
  docsUrl: 'https://www.contentstack.com/docs/developers/set-up-webhooks/webhook-retry-policy',
  summary: 'Entries and assets of a stack.',
  scheme: {
    kind: 'asymmetric',
    algorithm: 'rsa-sha256',
    signature: { at: { in: 'header', name: 'X-Contentstack-Request-Signature' }, format: 'v1={signature}' },
  },
  secret: { description: 'Public keys at the regional .well-known/public-keys.json.', generate: 'provider' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  delivery: {
    timeoutMs: 30_000,
    retryPolicy: {
      maxAttempts: 5,
      schedule: { kind: 'list', waitsMs: [5000, 25_000, 125_000, 625_000] },
      timeoutMs: 30_000,
    },
    notes: ['Page formula and table disagree (5 + n^4 vs powers of 5); table used.'],
    confidence: 'docs',
  },
  events: [
    {
      type: 'publish',
      description: 'An entry was published.',
      sample: {
        event: 'publish',
        module: 'entry',
        api_key: 'blt9a1b',
        triggered_at: '2025-10-09T08:53:20.000Z',
        data: {
          status: 'success',
          action: 'publish',
          entry: { uid: 'blt1', title: 'Café' },
          content_type: { uid: 'post' },
          environment: { name: 'production' },
        },
      },
    },
  ],
  recognise: { headers: ['X-Contentstack-Request-Signature'] },
  notes: ['Signature details not checked again.'],
  confidence: 'docs',
  sources: ['https://www.contentstack.com/docs/developers/set-up-webhooks/webhook-retry-policy'],
});
