import type { ProviderInput } from '../provider.ts';

export const dropbox = (): ProviderInput => ({
  id: 'dropbox',
  name: 'Dropbox',
  docsUrl: 'https://www.dropbox.com/developers/reference/webhooks',
  summary: 'Says only whose files changed: list them.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-Dropbox-Signature' } } },
  secret: { description: 'App secret, UTF-8.', generate: 'hex32' },
  headers: { 'User-Agent': 'DropboxWebhooks/1.0' },
  handshakes: [
    {
      id: 'challenge',
      description: 'GET with query challenge.',
      match: { method: 'GET', query: { challenge: '*' } },
      respond: {
        status: 200,
        contentType: 'text/plain',
        headers: { 'X-Content-Type-Options': 'nosniff' },
        body: '{query:challenge}',
      },
    },
  ],
  delivery: {
    timeoutMs: 10_000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 10_000, factor: 2, capMs: 300_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 600_000,
      timeoutMs: 10_000,
    },
    endpointDisabling: 'Disabled when the error rate stays high.',
    notes: ['Retries for up to 10 minutes; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'list_folder',
      description: 'Files of these accounts changed.',
      sample: {
        list_folder: { accounts: ['dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc'] },
        delta: { users: [12345678] },
      },
    },
  ],
  recognise: { headers: ['X-Dropbox-Signature'], userAgent: 'DropboxWebhooks/' },
  confidence: 'secondary',
  sources: [
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'github:webhook-co/webhook apps/engine/src/handshake.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
