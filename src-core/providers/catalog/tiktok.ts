import type { ProviderInput } from '../provider.ts';

export const tiktok = (): ProviderInput => ({
  id: 'tiktok',
  name: 'TikTok',
  docsUrl: 'https://developers.tiktok.com/doc/webhooks-verification',
  summary: 'Videos and authorizations of an app.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: { at: { in: 'header', name: 'TikTok-Signature' }, format: 't={timestamp},s={signature}' },
    timestamp: { at: { in: 'signature' } },
  },
  secret: { description: 'client_secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  delivery: {
    success: '200',
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 30_000, factor: 2, capMs: 14_400_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 259_200_000,
      success: '200',
    },
    stopsOn: '200.',
    notes: ['Retries for up to 3 days; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'video.publish.completed',
      description: 'A video was published.',
      sample: {
        client_key: 'bwo2m45353a6k85',
        event: 'video.publish.completed',
        create_time: 1760000000,
        user_openid: 'act.example12345Example12345Example',
        content: '{"share_id":"video.6974245311675353080.VDCxrcMJ"}',
      },
    },
    {
      type: 'authorization.removed',
      description: 'Somebody revoked access.',
      sample: {
        client_key: 'bwo2m45353a6k85',
        event: 'authorization.removed',
        create_time: 1760000000,
        user_openid: 'act.example12345Example12345Example',
        content: '{"reason":1}',
      },
    },
  ],
  recognise: { headers: ['TikTok-Signature'] },
  notes: ['s= not v1=. content is a JSON string inside the JSON.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
