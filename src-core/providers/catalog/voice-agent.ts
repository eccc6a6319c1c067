import { voiceAgentEvents } from '../events/voice-agent.ts';
import type { ProviderInput } from '../provider.ts';

export const voiceAgent = (): ProviderInput => ({
  id: 'voice-agent',
  name: 'Voice-agent platform',
  docsUrl: null,
  summary: 'Calls, agents and system events of an AI voice-agent and chat platform.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Webhook-Signature' }, format: 'sha256={signature}' },
  },
  mainMethod: { id: 'hmac', name: 'HMAC signature' },
  alternatives: [
    { id: 'api-key', name: 'API key in a header', scheme: { kind: 'static-token', header: 'X-API-Key' } },
    { id: 'basic', name: 'Basic authentication', scheme: { kind: 'basic' } },
    {
      id: 'bearer',
      name: 'Bearer token',
      scheme: { kind: 'static-token', header: 'Authorization', format: 'Bearer {secret}' },
    },
  ],
  secret: {
    description: 'A shared secret for HMAC; the key, user:password or token for the other methods.',
    generate: 'hex32',
  },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  live: { times: ['/timestamp'] },
  delivery: {
    success: '200-299',
    timeoutMs: 10_000,
    retriesStated: true,
    deadLetter: 'Failed webhooks are stored in a dead letter queue for manual review.',
    notes: [
      'Failed deliveries are retried with exponential backoff up to a configurable number of attempts; neither the delays nor the default number is published.',
    ],
    simulationHint: {
      maxAttempts: 6,
      schedule: { kind: 'exponential', baseMs: 10_000, factor: 3, capMs: 3_600_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      timeoutMs: 10_000,
    },
    confidence: 'docs',
  },
  events: voiceAgentEvents(),
  requiresHttps: true,
  limits: ['The endpoint must be HTTPS.', 'Answer within 10 seconds; 200-299 means success.'],
  advice: [
    'Allow only the platform’s known addresses (an IP allow list), besides checking the signature.',
    'Handle duplicate deliveries gracefully: retries make them.',
    'Process asynchronously, and validate the payload’s structure.',
    'Watch for delivery failures, and limit the rate at which the endpoint works.',
  ],
  notes: [
    'The document names the events, the data they carry and four ways to authenticate. It gives no payload, no header name and no signature format: type names, envelope, field names and headers are ours.',
  ],
  confidence: 'ours',
  origins: { authMethods: 'provider', eventTypes: 'provider', payloads: 'ours', advice: 'provider' },
  sources: [
    'The platform’s “Webhooks” documentation page (overview, configuration, security, retry and reliability)',
  ],
});
