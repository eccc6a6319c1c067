import { standardWebhooksSigning } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const gemini = (): ProviderInput => ({
  id: 'gemini',
  name: 'Google Gemini API',
  docsUrl: 'https://ai.google.dev/gemini-api/docs/webhooks',
  summary: 'Batches and long-running operations.',
  ...standardWebhooksSigning('webhook'),
  alternatives: [
    {
      id: 'dynamic',
      name: 'Dynamic webhooks: a JWT of Google’s',
      scheme: {
        kind: 'jwt',
        algorithm: 'RS256',
        at: { in: 'header', name: 'webhook-signature' },
        header: { kid: '{field:keyId}' },
        claims: { aud: '{field:audience}' },
        requires: ['exp'],
        stamps: ['iat', 'exp'],
        fields: [
          {
            name: 'audience',
            label: 'Audience',
            description: 'For whom the token is: the address that the job was given.',
            madeUp: '{url}',
          },
          {
            name: 'keyId',
            label: 'Key id',
            description: 'The id of the key in Google’s JWKS: the token’s kid.',
            madeUp: 'tacklebox-key-1',
          },
        ],
      },
    },
  ],
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
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
  notes: [
    'Dynamic webhooks carry an RS256 JWT of Google’s in webhook-signature, to be checked against https://generativelanguage.googleapis.com/.well-known/jwks.json.',
  ],
  confidence: 'secondary',
  sources: [
    'https://hookdeck.com/webhooks/platforms/how-to-secure-and-verify-gemini-webhooks-with-hookdeck',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
