import type { ProviderInput } from '../provider.ts';

export const zendesk = (): ProviderInput => ({
  id: 'zendesk',
  name: 'Zendesk',
  docsUrl: 'https://developer.zendesk.com/documentation/webhooks/verifying/',
  summary: 'Tickets, users, organizations and articles.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signedContent: '{timestamp}{body}',
    signature: { at: { in: 'header', name: 'X-Zendesk-Webhook-Signature' } },
    timestamp: { at: { in: 'header', name: 'X-Zendesk-Webhook-Signature-Timestamp' }, unit: 'iso8601' },
  },
  secret: {
    description: 'Signing secret as a UTF-8 string although it looks like base64 (do not decode).',
    generate: 'hex32',
  },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'header', name: 'X-Zendesk-Webhook-Invocation-Id' }],
  headers: {
    'User-Agent': 'Zendesk Webhook',
    'X-Zendesk-Account-Id': '123456',
    'X-Zendesk-Webhook-Id': '01GB5RCVDE81AFR20ACW0P6WEJ',
    'X-Zendesk-Webhook-Invocation-Id': '{uuid}',
  },
  delivery: {
    timeoutMs: 12_000,
    simulationHint: {
      maxAttempts: 6,
      schedule: { kind: 'exponential', baseMs: 1000, factor: 2, capMs: 60_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      timeoutMs: 12_000,
    },
    stopsOn: '409 retried up to 3x; 429/503 only with Retry-After under 60 s.',
    endpointDisabling: 'Circuit breaker: 70% errors or 1000+ errors in 5 min pauses delivery.',
    notes: ['Retries up to 6 attempts; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'zen:event-type:user.created',
      description: 'A user was created.',
      sample: {
        type: 'zen:event-type:user.created',
        account_id: 22129848,
        id: '2b24ef10-19d3-4740-93cf-8f98ec4776c0',
        time: '2025-10-09T08:53:20Z',
        zendesk_event_version: '2022-06-20',
        subject: 'zen:user:6596848315901',
        detail: {
          id: '6596848315901',
          email: 'ada@example.com',
          role: 'end-user',
          created_at: '2025-10-09T08:53:20Z',
        },
        event: {},
      },
    },
    {
      type: 'zen:event-type:ticket.created',
      description: 'A ticket was created.',
      sample: {
        type: 'zen:event-type:ticket.created',
        account_id: 22129848,
        id: '2b24ef10-19d3-4740-93cf-8f98ec4776c1',
        time: '2025-10-09T08:53:20Z',
        zendesk_event_version: '2022-11-06',
        subject: 'zen:ticket:5158',
        detail: { id: '5158', status: 'OPEN', subject: 'Printer on fire', priority: 'HIGH' },
        event: {},
      },
    },
  ],
  recognise: { userAgent: 'Zendesk Webhook' },
  notes: [
    'Test requests use the fixed secret dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==.',
    'GET/DELETE webhooks have no body: sign the timestamp alone.',
  ],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
