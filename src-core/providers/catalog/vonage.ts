import type { ProviderInput } from '../provider.ts';

export const vonage = (): ProviderInput => ({
  id: 'vonage',
  name: 'Vonage',
  docsUrl: 'https://developer.vonage.com/en/getting-started/concepts/webhooks',
  summary: 'Messages and calls; a JWT binds the body.',
  scheme: {
    kind: 'jwt',
    algorithm: 'HS256',
    at: { in: 'header', name: 'Authorization', format: 'Bearer {jwt}' },
    claims: { iss: 'Vonage' },
    digests: [{ claim: 'payload_hash', of: 'body', absentWhenEmpty: true }],
    stamps: ['iat', 'jti'],
  },
  secret: { description: 'Account signature secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/status' }],
  deliveryIdAt: [
    { in: 'json', pointer: '/message_uuid' },
    { in: 'json', pointer: '/uuid' },
  ],
  delivery: {
    success: '200',
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 60_000, factor: 1.5, capMs: 900_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 86_400_000,
      success: '200',
    },
    notes: ['Retries for up to 1 day; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'delivered',
      description: 'A message was delivered.',
      sample: {
        message_uuid: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
        to: '447700900000',
        from: '447700900001',
        timestamp: '2025-10-09T08:53:20Z',
        status: 'delivered',
        usage: { currency: 'EUR', price: '0.0333' },
        client_ref: 'abc123',
        channel: 'sms',
      },
    },
    {
      type: 'answered',
      description: 'A call was answered.',
      sample: {
        uuid: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ac',
        conversation_uuid: 'CON-1',
        to: '447700900000',
        from: '447700900001',
        status: 'answered',
        direction: 'outbound',
        timestamp: '2025-10-09T08:53:20.000Z',
        rate: '0.02400000',
        network: 'GB-FIXED',
      },
    },
  ],
  notes: ['@vonage/jwt verifySignature checks the JWT only; compare payload_hash yourself.'],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@vonage/jwt@1.14.0',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
