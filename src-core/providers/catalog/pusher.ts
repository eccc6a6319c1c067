import type { ProviderInput } from '../provider.ts';

export const pusher = (): ProviderInput => ({
  id: 'pusher',
  name: 'Pusher Channels',
  docsUrl: 'https://pusher.com/docs/channels/server_api/webhooks/',
  summary: 'Channels that fill and empty, and client events.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-Pusher-Signature' } } },
  secret: { description: 'App secret matching the app key in X-Pusher-Key.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/events/0/name' }],
  headers: { 'X-Pusher-Key': '278d425bdf160c739803' },
  delivery: {
    timeoutMs: 4000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 1000, factor: 2, capMs: 60_000 },
      horizonMs: 300_000,
      timeoutMs: 4000,
    },
    notes: [
      'Channels: exponential backoff for 5 min. Beams: 3 s, retries after 10, 30, 120, 300 s.',
      'Retries for up to 5 minutes; the waits are not published.',
    ],
    confidence: 'docs',
  },
  events: [
    {
      type: 'channel_occupied',
      description: 'Somebody subscribed to an empty channel.',
      sample: { time_ms: 1760000000000, events: [{ channel: 'café', name: 'channel_occupied' }] },
    },
    {
      type: 'member_added',
      description: 'Somebody joined a presence channel.',
      sample: {
        time_ms: 1760000000000,
        events: [{ channel: 'presence-room', name: 'member_added', user_id: 'ada' }],
      },
    },
  ],
  recognise: { headers: ['X-Pusher-Key', 'X-Pusher-Signature'] },
  confidence: 'verified-by-sdk',
  sources: [
    'https://docs.bird.com/pusher/channels/channels/webhooks/channels-webhook-timeouts-and-retries',
    'npm:pusher@5.3.4 lib/webhook.js',
  ],
});
