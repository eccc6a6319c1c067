import type { ProviderInput } from '../provider.ts';

export const gemini = (): ProviderInput => ({
  id: 'gemini',
  name: 'Google Gemini API',
  docsUrl: 'https://ai.google.dev/gemini-api/docs/webhooks',
  summary: 'Batches and long-running operations.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    key: 'whsec-base64',
    signedContent: '{id}.{timestamp}.{body}',
    signature: { at: { in: 'header', name: 'webhook-signature' }, format: 'v1,{signature}', separator: ' ' },
    timestamp: { at: { in: 'header', name: 'webhook-timestamp' }, toleranceSeconds: 300 },
    id: { in: 'header', name: 'webhook-id' },
  },
  alternatives: [
    {
      id: 'dynamic',
      name: 'Dynamic webhooks: a JWT of Google’s',
      scheme: {
        kind: 'jwt',
        algorithm: 'RS256',
        at: { in: 'header', name: 'Authorization', format: 'Bearer {jwt}' },
      },
    },
  ],
  secret: {
    description: 'whsec_ + base64 of the key bytes (24-64 bytes); key = base64decode(part after the prefix).',
    generate: 'whsec',
  },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'header', name: 'webhook-id' }],
  delivery: {
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 5000, factor: 3, capMs: 21_600_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 86_400_000,
    },
    notes: ['Retries for up to 1 day; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'batch.succeeded',
      description: 'A batch is done.',
      sample: { type: 'batch.succeeded', timestamp: '2025-10-09T08:53:20Z', data: { id: 'batches/123456' } },
    },
  ],
  notes: ['Dynamic webhooks use an RS256 JWT checked against the Google JWKS instead.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
