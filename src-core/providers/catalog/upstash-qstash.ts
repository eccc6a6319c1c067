import type { ProviderInput } from '../provider.ts';

export const upstashQstash = (): ProviderInput => ({
  id: 'upstash-qstash',
  name: 'Upstash QStash',
  docsUrl: 'https://upstash.com/docs/qstash/features/security',
  summary: 'Messages that you queued: what you sent is what arrives.',
  scheme: {
    kind: 'jwt',
    algorithm: 'HS256',
    at: { in: 'header', name: 'Upstash-Signature' },
    claims: { iss: 'Upstash', sub: '{url}' },
    digests: [{ claim: 'body', of: 'body', encoding: 'base64url' }],
    stamps: ['iat', 'nbf', 'exp', 'jti'],
  },
  secret: { description: 'Current or next signing key (sig_...), UTF-8.', generate: 'hex32' },
  deliveryIdAt: [{ in: 'header', name: 'Upstash-Message-Id' }],
  headers: { 'User-Agent': 'Upstash-QStash', 'Upstash-Retried': '0', 'Upstash-Message-Id': '{uuid}' },
  delivery: {
    retryPolicy: {
      maxAttempts: 4,
      schedule: { kind: 'exponential', baseMs: 12_182.493961, factor: 12.182493961, capMs: 86_400_000 },
      giveUpOnHeaders: [{ name: 'Upstash-NonRetryable-Error', statuses: '489' }],
    },
    stopsOn: '2xx; 489 with Upstash-NonRetryable-Error.',
    deadLetter: 'DLQ.',
    notes: [
      'Default delay = min(86400, e^(2.5 n)) s: 12, 148, 1808, 22026. Default 3 retries, plan dependent.',
    ],
    confidence: 'unverified',
  },
  events: [{ type: 'message', description: 'A message as it was published.', sample: { hello: 'world' } }],
  recognise: { headers: ['Upstash-Signature', 'Upstash-Message-Id'], userAgent: 'Upstash-QStash' },
  notes: ['Rotation by trying current then next key.'],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@upstash/qstash@2.12.0 index.js',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
