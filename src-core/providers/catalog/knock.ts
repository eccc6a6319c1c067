import type { ProviderInput } from '../provider.ts';

export const knock = (): ProviderInput => ({
  id: 'knock',
  name: 'Knock',
  docsUrl: 'https://docs.knock.app/developer-tools/outbound-webhooks/overview',
  summary: 'Messages and workflows.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signedContent: '{timestamp}.{body}',
    signature: { at: { in: 'header', name: 'x-knock-signature' }, format: 't={timestamp},s={signature}' },
    timestamp: { at: { in: 'signature' }, unit: 'unix-ms', toleranceSeconds: 300 },
  },
  secret: { description: 'Signing secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  delivery: {
    simulationHint: {
      maxAttempts: 8,
      schedule: { kind: 'exponential', baseMs: 30_000, factor: 3, capMs: 43_200_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
    },
    notes: ['Retries up to 8 attempts; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'message.delivered',
      description: 'A message was delivered.',
      sample: {
        id: '2GBZTGHIkFV8HLuKYBmtJTHF9HK',
        type: 'message.delivered',
        __typename: 'OutboundWebhookEvent',
        created_at: '2025-10-09T08:53:20.000Z',
        data: { id: '2GBZT', status: 'delivered', recipient: 'ada', source: { key: 'new-comment' } },
        event_data: {},
      },
    },
  ],
  recognise: { headers: ['x-knock-signature'] },
  notes: ['Base64 can contain = : split key and value at the FIRST =.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
