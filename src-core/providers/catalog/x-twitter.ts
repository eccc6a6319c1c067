import type { ProviderInput } from '../provider.ts';

export const xTwitter = (): ProviderInput => ({
  id: 'x-twitter',
  name: 'X (Twitter)',
  docsUrl: 'https://docs.x.com/x-api/webhooks/introduction',
  summary: 'Account activity: posts, messages, follows.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'x-twitter-webhooks-signature' }, format: 'sha256={signature}' },
  },
  secret: { description: 'App consumer secret (API secret key), UTF-8.', generate: 'hex32' },
  eventTypeIsField: true,
  handshakes: [
    {
      id: 'crc',
      description: 'A challenge-response check at registration, about hourly and on demand.',
      match: { method: 'GET', query: { crc_token: '*' } },
      respond: {
        status: 200,
        contentType: 'application/json',
        body: '{"response_token":"sha256={hmac-base64:sha256:secret:query:crc_token}"}',
      },
    },
  ],
  delivery: {
    success: '200',
    timeoutMs: 10_000,
    stopsOn: 'Not documented for v2.',
    endpointDisabling: 'Marked invalid when a CRC fails.',
    confidence: 'secondary',
  },
  events: [
    {
      type: 'tweet_create_events',
      description: 'The account posted, or was mentioned.',
      sample: {
        for_user_id: '2244994945',
        tweet_create_events: [
          {
            id_str: '1',
            created_at: 'Thu Oct 09 08:53:20 +0000 2025',
            text: 'Café',
            user: { id_str: '2244994945', screen_name: 'ada' },
          },
        ],
      },
    },
    {
      type: 'direct_message_events',
      description: 'A direct message was sent or received.',
      sample: {
        for_user_id: '2244994945',
        direct_message_events: [
          {
            type: 'message_create',
            id: '1',
            created_timestamp: '1760000000000',
            message_create: {
              target: { recipient_id: '2244994945' },
              sender_id: '31',
              message_data: { text: 'Hello' },
            },
          },
        ],
      },
    },
    {
      type: 'follow_events',
      description: 'Somebody followed.',
      sample: {
        for_user_id: '2244994945',
        follow_events: [
          {
            type: 'follow',
            created_timestamp: '1760000000000',
            target: { id: '2244994945' },
            source: { id: '31' },
          },
        ],
      },
    },
  ],
  recognise: { headers: ['x-twitter-webhooks-signature'] },
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'github:webhook-co/webhook apps/engine/src/handshake.ts (Aug 2026)',
  ],
});
