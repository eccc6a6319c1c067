import type { ProviderInput } from '../provider.ts';

export const nylas = (): ProviderInput => ({
  id: 'nylas',
  name: 'Nylas',
  docsUrl: 'https://developer.nylas.com/docs/v3/notifications/webhooks/',
  summary: 'Messages, events, contacts and grants (v3).',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'x-nylas-signature' } } },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  handshakes: [
    {
      id: 'challenge',
      description:
        'Creating the webhook makes Nylas send a GET with a challenge; it goes back as it is, within 10 seconds.',
      match: { method: 'GET', query: { challenge: '*' } },
      respond: { status: 200, contentType: 'text/plain', body: '{query:challenge}' },
    },
  ],
  delivery: {
    success: '200',
    timeoutMs: 10_000,
    retryPolicy: {
      maxAttempts: 3,
      schedule: { kind: 'list', waitsMs: [300_000, 900_000] },
      timeoutMs: 10_000,
      success: '200',
      retryOn: { statuses: '408,429,502,503,504,507' },
      disableAfter: { failingMs: 259_200_000 },
    },
    stopsOn: 'Only 408, 429, 502, 503, 504, 507 are retried.',
    endpointDisabling: 'Failing at 95% non-200 over 15 min; failed after 72 h.',
    notes: ['The two gaps are an approximation: last try 10-20 min after the first.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'message.created',
      description: 'A message arrived.',
      sample: {
        specversion: '1.0',
        type: 'message.created',
        source: '/google/emails/realtime',
        id: 'mock-id',
        time: 1760000000,
        webhook_delivery_attempt: 1,
        data: {
          application_id: 'NYLAS_APPLICATION_ID',
          object: {
            id: 'MESSAGE_ID',
            grant_id: 'NYLAS_GRANT_ID',
            object: 'message',
            subject: 'Café',
            from: [{ email: 'ada@example.com', name: 'Ada' }],
            unread: true,
            date: 1760000000,
          },
        },
      },
    },
    {
      type: 'grant.expired',
      description: 'An account has to sign in again.',
      sample: {
        specversion: '1.0',
        type: 'grant.expired',
        source: '/nylas/system',
        id: 'mock-id-2',
        time: 1760000000,
        webhook_delivery_attempt: 1,
        data: {
          application_id: 'NYLAS_APPLICATION_ID',
          object: { grant_id: 'NYLAS_GRANT_ID', provider: 'google', code: 25009 },
        },
      },
    },
  ],
  recognise: { headers: ['x-nylas-signature'] },
  notes: ['If Content-Encoding is gzip the signature covers the compressed bytes.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
