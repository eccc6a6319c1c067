import type { ProviderInput } from '../provider.ts';

export const customerio = (): ProviderInput => ({
  id: 'customerio',
  name: 'Customer.io',
  docsUrl: 'https://docs.customer.io/integrations/data-out/connections/webhooks/',
  summary: 'What became of the messages.',
  scheme: {
    kind: 'hmac',
    signedContent: 'v0:{timestamp}:{body}',
    signature: { at: { in: 'header', name: 'X-CIO-Signature' } },
    timestamp: { at: { in: 'header', name: 'X-CIO-Timestamp' } },
  },
  secret: { description: 'Webhook signing key, UTF-8.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'json', pointer: '/object_type' },
    { in: 'json', pointer: '/metric' },
  ],
  eventTypeJoin: '.',
  deliveryIdAt: [{ in: 'json', pointer: '/event_id' }],
  delivery: {
    timeoutMs: 4000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 60_000, factor: 2, capMs: 3_600_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 604_800_000,
      timeoutMs: 4000,
    },
    endpointDisabling: 'Backlogs later events.',
    notes: [
      '400/401/403/404/429/5xx add a one hour delay.',
      'Retries for up to 7 days; the waits are not published.',
    ],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'email.delivered',
      description: 'A mail was delivered.',
      sample: {
        event_id: '01E4C4CT6YDC7Y5M7FE1GWWPQJ',
        object_type: 'email',
        metric: 'delivered',
        timestamp: 1760000000,
        data: {
          customer_id: '0200102',
          recipient: 'ada@example.com',
          subject: 'Welcome',
          delivery_id: 'RPILAgUBcRhIBqSfeiIwdIYJKxTY',
        },
      },
    },
    {
      type: 'email.opened',
      description: 'A mail was opened.',
      sample: {
        event_id: '01E4C4CT6YDC7Y5M7FE1GWWPQK',
        object_type: 'email',
        metric: 'opened',
        timestamp: 1760000060,
        data: {
          customer_id: '0200102',
          recipient: 'ada@example.com',
          delivery_id: 'RPILAgUBcRhIBqSfeiIwdIYJKxTY',
        },
      },
    },
  ],
  notes: ['Slack-like string but bare hex header without v0=.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
