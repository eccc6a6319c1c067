import { alfredEvents } from '../events/alfred.ts';
import type { ProviderInput } from '../provider.ts';

export const alfred = (): ProviderInput => ({
  id: 'alfred',
  name: 'Alfred (GoSiteMe)',
  docsUrl: 'https://gositeme.com',
  summary: 'Agents, calls, fleets, tools, the marketplace and billing of GoSiteMe’s Alfred.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Alfred-Signature' }, format: 'sha256={signature}' },
  },
  secret: { description: 'Shown once, when the webhook is created.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  live: { times: ['/timestamp'] },
  delivery: {
    confidence: 'unverified',
    notes: [
      'Alfred’s page states no retry schedule, timeout or ordering; it shows a delivery log.',
      'Its receivers answer 200 with OK, and 401 to a signature that does not match.',
    ],
    simulationHint: {
      maxAttempts: 6,
      schedule: { kind: 'exponential', baseMs: 30_000, factor: 4, capMs: 7_200_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      timeoutMs: 10_000,
    },
  },
  events: alfredEvents(),
  requiresHttps: true,
  limits: ['The endpoint must be HTTPS.'],
  ownAdvice: [
    'Addresses of this machine may be http:// here, for development.',
    'Verify over the raw body: a body parsed and serialised again no longer matches.',
    'Compare in constant time, and check first that both values have the same length: timingSafeEqual throws otherwise.',
    'There is no signed timestamp: use the event’s id to notice a replay.',
  ],
  notes: [
    'Which values severity, reason and end_reason may take is not stated; the schema’s severities are ours.',
  ],
  confidence: 'docs',
  sources: ['https://gositeme.com (Webhook Events: event types, signature verification)'],
});
