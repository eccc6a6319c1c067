import type { ProviderInput } from '../provider.ts';

export const line = (): ProviderInput => ({
  id: 'line',
  name: 'LINE',
  docsUrl: 'https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/',
  summary: 'Messages, follows and postbacks of a channel.',
  scheme: { kind: 'hmac', encoding: 'base64', signature: { at: { in: 'header', name: 'x-line-signature' } } },
  secret: { description: 'Channel secret (32 hex characters) as UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/events/0/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/events/0/webhookEventId' }],
  headers: { 'User-Agent': 'LineBotWebhook/2.0' },
  handshakes: [
    {
      id: 'verify',
      description: 'The Verify button posts an empty list of events.',
      match: { method: 'POST', json: { '/events': [] } },
      respond: { status: 200 },
      signed: true,
    },
  ],
  delivery: {
    success: '200',
    timeoutMs: 2000,
    stopsOn: '200.',
    notes: ['Redelivery is opt-in; its count and gaps are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'message',
      description: 'Somebody wrote.',
      sample: {
        destination: 'U8e742f61d673b39c7fff3cecb7536ef0',
        events: [
          {
            type: 'message',
            message: { type: 'text', id: '14353798921116', text: 'Hello, world' },
            timestamp: 1760000000000,
            source: { type: 'user', userId: 'U80696558e1aa831' },
            replyToken: '757913772c4646b784d4b7ce46d12671',
            mode: 'active',
            webhookEventId: '01FZ74A0TDDPYRVKNK77XKC3ZR',
            deliveryContext: { isRedelivery: false },
          },
        ],
      },
    },
    {
      type: 'follow',
      description: 'Somebody added the account.',
      sample: {
        destination: 'U8e742f61d673b39c7fff3cecb7536ef0',
        events: [
          {
            type: 'follow',
            timestamp: 1760000000000,
            source: { type: 'user', userId: 'U80696558e1aa831' },
            replyToken: '85cbe770fa8b4f45bbe077b1d4be4a36',
            mode: 'active',
            webhookEventId: '01FZ74A0TDDPYRVKNK77XKC3ZS',
            deliveryContext: { isRedelivery: false },
          },
        ],
      },
    },
  ],
  recognise: { headers: ['x-line-signature'], userAgent: 'LineBotWebhook/' },
  notes: [
    'Header case changed between X-Line-Signature and x-line-signature.',
    'Verify button sends an empty events array.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@line/bot-sdk@11.0.0 dist/validate-signature.js',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
