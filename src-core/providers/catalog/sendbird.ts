import type { ProviderInput } from '../provider.ts';

export const sendbird = (): ProviderInput => ({
  id: 'sendbird',
  name: 'Sendbird',
  docsUrl: 'https://sendbird.com/docs/chat/platform-api/v3/webhook/webhook-overview',
  summary: 'Chat: messages, channels and users.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'x-sendbird-signature' } } },
  secret: { description: 'The master API token.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/category' }],
  recognise: { headers: ['x-sendbird-signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'group_channel:message_send',
      description: 'A message was sent.',
      sample: {
        category: 'group_channel:message_send',
        app_id: '02ADDD7D-DD3B-4A8E-8A9C-6B7A1A1A1A1A',
        sender: { user_id: 'ada', nickname: 'Ada' },
        type: 'MESG',
        payload: { message_id: 238260237, message: 'Hello', created_at: 1760000000000 },
        channel: { channel_url: 'sendbird_group_channel_1' },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
