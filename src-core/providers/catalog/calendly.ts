import { calendlyEvents } from '../events/calendly.ts';
import type { ProviderInput } from '../provider.ts';

export const calendly = (): ProviderInput => ({
  id: 'calendly',
  name: 'Calendly',
  docsUrl: 'https://developer.calendly.com/api-docs/ZG9jOjE2OTU3MDc4-webhook-signatures',
  summary: 'Invitees, routing forms and event types.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'Calendly-Webhook-Signature' },
      format: 't={timestamp},v1={signature}',
    },
    timestamp: { at: { in: 'signature' }, toleranceSeconds: 180 },
  },
  secret: { description: 'signing_key given or returned at subscription, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  delivery: {
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 60_000, factor: 2, capMs: 14_400_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 86_400_000,
      disableAfter: { failingMs: 86_400_000 },
    },
    endpointDisabling: 'Subscription disabled after about a day of failure.',
    notes: ['Retries for up to 1 day; the waits are not published.'],
    confidence: 'unverified',
  },
  events: calendlyEvents(),
  recognise: { userAgent: 'Calendly' },
  notes: ['3 min is the documented recommendation.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
