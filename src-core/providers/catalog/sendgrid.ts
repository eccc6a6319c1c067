import { sendgridEvents } from '../events/sendgrid.ts';
import type { ProviderInput } from '../provider.ts';

export const sendgrid = (): ProviderInput => ({
  id: 'sendgrid',
  name: 'Twilio SendGrid',
  docsUrl:
    'https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features',
  summary: 'What became of the mails: a list of events in each delivery.',
  scheme: {
    kind: 'asymmetric',
    algorithm: 'ecdsa-p256-sha256',
    signedContent: '{timestamp}{body}',
    signature: { at: { in: 'header', name: 'X-Twilio-Email-Event-Webhook-Signature' } },
    timestamp: { at: { in: 'header', name: 'X-Twilio-Email-Event-Webhook-Timestamp' } },
  },
  secret: { description: 'Public key, base64 DER SPKI (MFkw...).', generate: 'provider' },
  eventTypeAt: [{ in: 'json', pointer: '/0/event' }],
  deliveryIdAt: [{ in: 'json', pointer: '/0/sg_event_id' }],
  headers: { 'User-Agent': 'SendGrid Event API' },
  delivery: {
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 30_000, factor: 2, capMs: 10_800_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 86_400_000,
    },
    endpointDisabling: 'None known.',
    deadLetter: 'Dropped after 24 h.',
    notes: [
      'Increasing intervals for a rolling 24 h per event; intervals not published.',
      'Retries for up to 1 day; the waits are not published.',
    ],
    confidence: 'docs',
  },
  events: sendgridEvents(),
  recognise: { userAgent: 'SendGrid Event API', json: ['/0/sg_event_id'] },
  notes: [
    'ECDSA over SHA-256 of timestamp + body, no separator.',
    'Body often ends with \\r\\n: keep the trailing newline.',
    'Optional OAuth bearer can be sent as well.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@sendgrid/eventwebhook@8.0.0',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'Public copies of the SendGrid Event Webhook docs',
  ],
});
