import type { ProviderInput } from '../provider.ts';

export const twitch = (): ProviderInput => ({
  id: 'twitch',
  name: 'Twitch EventSub',
  docsUrl: 'https://dev.twitch.tv/docs/eventsub/handling-webhook-events/',
  summary: 'Streams, follows, subscriptions and raids.',
  scheme: {
    kind: 'hmac',
    signedContent: '{id}{timestamp}{body}',
    signature: {
      at: { in: 'header', name: 'Twitch-Eventsub-Message-Signature' },
      format: 'sha256={signature}',
    },
    timestamp: {
      at: { in: 'header', name: 'Twitch-Eventsub-Message-Timestamp' },
      unit: 'iso8601',
      toleranceSeconds: 600,
    },
    id: { in: 'header', name: 'Twitch-Eventsub-Message-Id' },
  },
  secret: { description: '10-100 ASCII characters set per subscription.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'Twitch-Eventsub-Subscription-Type' }],
  deliveryIdAt: [{ in: 'header', name: 'Twitch-Eventsub-Message-Id' }],
  headers: {
    'Twitch-Eventsub-Message-Retry': '0',
    'Twitch-Eventsub-Message-Type': 'notification',
    'Twitch-Eventsub-Subscription-Version': '1',
    'Twitch-Eventsub-Subscription-Type': '{eventType}',
  },
  handshakes: [
    {
      id: 'callback-verification',
      description: 'Subscribing makes Twitch post a signed challenge, which goes back as it is.',
      match: { method: 'POST', header: { 'Twitch-Eventsub-Message-Type': 'webhook_callback_verification' } },
      respond: { status: 200, contentType: 'text/plain', body: '{json:/challenge}' },
      signed: true,
    },
  ],
  delivery: {
    endpointDisabling:
      'Revoked after too many failures (notification_failures_exceeded, its own message type).',
    notes: ['Answer within a few seconds.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'stream.online',
      description: 'A stream began.',
      sample: {
        subscription: {
          id: 'f1c2a387-161a-49f9-a165-0f21d7a4e1c4',
          type: 'stream.online',
          version: '1',
          status: 'enabled',
          cost: 0,
          condition: { broadcaster_user_id: '1337' },
          created_at: '2025-10-09T08:53:20Z',
          transport: { method: 'webhook', callback: 'https://example.com/webhooks/callback' },
        },
        event: {
          id: '9001',
          broadcaster_user_id: '1337',
          broadcaster_user_login: 'cool_user',
          broadcaster_user_name: 'Cool_User',
          type: 'live',
          started_at: '2025-10-09T08:53:20Z',
        },
      },
    },
    {
      type: 'channel.follow',
      description: 'Somebody followed.',
      sample: {
        subscription: {
          id: 'f1c2a387-161a-49f9-a165-0f21d7a4e1c5',
          type: 'channel.follow',
          version: '2',
          status: 'enabled',
          condition: { broadcaster_user_id: '1337', moderator_user_id: '1337' },
        },
        event: {
          user_id: '1234',
          user_login: 'ada',
          user_name: 'Ada',
          broadcaster_user_id: '1337',
          followed_at: '2025-10-09T08:53:20Z',
        },
      },
    },
  ],
  recognise: { headers: ['Twitch-Eventsub-Message-Type', 'Twitch-Eventsub-Subscription-Type'] },
  notes: ['No separators.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'github:webhook-co/webhook apps/engine/src/handshake.ts (Aug 2026)',
  ],
});
