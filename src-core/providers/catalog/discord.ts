import { discordEvents } from '../events/discord.ts';
import type { ProviderInput } from '../provider.ts';

export const discord = (): ProviderInput => ({
  id: 'discord',
  name: 'Discord',
  docsUrl: 'https://docs.discord.com/developers/events/webhook-events',
  summary: 'Webhook events and interactions of an application.',
  scheme: {
    kind: 'asymmetric',
    algorithm: 'ed25519',
    encoding: 'hex',
    signedContent: '{timestamp}{body}',
    signature: { at: { in: 'header', name: 'X-Signature-Ed25519' } },
    timestamp: { at: { in: 'header', name: 'X-Signature-Timestamp' } },
  },
  secret: { description: 'Application public key, 32 bytes as hex.', generate: 'provider' },
  eventTypeAt: [
    { in: 'json', pointer: '/event/type' },
    { in: 'json', pointer: '/type' },
  ],
  headers: { 'User-Agent': 'Discord-Webhook/1.0 (+https://discord.com)' },
  handshakes: [
    {
      id: 'ping',
      description:
        'Saving the URL makes Discord send a PING, and requests with bad signatures, which must get 401.',
      match: { method: 'POST', json: { '/type': 0 } },
      respond: { status: 204, contentType: 'application/json' },
      signed: true,
    },
    {
      id: 'interaction-ping',
      description: 'The interactions endpoint’s PING: answered by PONG.',
      match: { method: 'POST', json: { '/type': 1, '/event': '!' } },
      respond: { status: 200, contentType: 'application/json', body: '{"type":1}' },
      signed: true,
    },
  ],
  delivery: {
    timeoutMs: 3000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 5000, factor: 2, capMs: 300_000 },
      jitter: { kind: 'spread', ratio: 0.1 },
      horizonMs: 600_000,
      timeoutMs: 3000,
    },
    endpointDisabling: 'Stops sending after too many failures, e-mail notice.',
    notes: ['Success is 204 (any 2xx).', 'Retries for up to 10 minutes; the waits are not published.'],
    confidence: 'docs',
  },
  events: discordEvents(),
  recognise: { userAgent: 'Discord-Webhook/' },
  notes: [
    'No separator between timestamp and body.',
    'Discord sends deliberately bad signatures: the receiver must answer 401 or the URL is removed.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:discord-interactions@4.4.0',
    'github:discord/discord-api-docs docs/events/webhook-events.mdx',
  ],
});
