import type { ProviderInput } from '../provider.ts';

export const telegram = (): ProviderInput => ({
  id: 'telegram',
  name: 'Telegram Bot API',
  docsUrl: 'https://core.telegram.org/bots/api#setwebhook',
  summary: 'Updates of a bot; the answer may be a call of the API.',
  scheme: { kind: 'static-token', header: 'X-Telegram-Bot-Api-Secret-Token' },
  secret: {
    description: '1-256 characters A-Z a-z 0-9 _: given as secret_token to setWebhook.',
    generate: 'hex32',
  },
  eventTypeIsField: true,
  deliveryIdAt: [{ in: 'json', pointer: '/update_id' }],
  delivery: {
    timeoutMs: 60_000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 1000, factor: 2, capMs: 60_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 86_400_000,
      timeoutMs: 60_000,
    },
    endpointDisabling: 'getWebhookInfo shows last_error.',
    deadLetter: 'Pending updates kept up to 24 h.',
    notes: [
      'Docs: repeats and gives up after a reasonable amount of attempts. The 60 s timeout is an observed value.',
      'Retries for up to 1 day; the waits are not published.',
    ],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'message',
      description: 'Somebody wrote.',
      sample: {
        update_id: 10000,
        message: {
          date: 1760000000,
          chat: { last_name: 'Lovelace', id: 1111111, type: 'private', first_name: 'Ada', username: 'ada' },
          message_id: 1365,
          from: { last_name: 'Lovelace', id: 1111111, is_bot: false, first_name: 'Ada', username: 'ada' },
          text: '/start',
        },
      },
    },
    {
      type: 'callback_query',
      description: 'Somebody pressed a button.',
      sample: {
        update_id: 10001,
        callback_query: {
          id: '4382bfdwdsb323b2d9',
          from: { id: 1111111, is_bot: false, first_name: 'Ada' },
          data: 'Data from button callback',
          inline_message_id: '1234csdbsk4839',
        },
      },
    },
    {
      type: 'edited_message',
      description: 'A message was edited.',
      sample: {
        update_id: 10002,
        edited_message: {
          date: 1760000000,
          chat: { id: 1111111, type: 'private', first_name: 'Ada' },
          message_id: 1365,
          from: { id: 1111111, is_bot: false, first_name: 'Ada' },
          text: 'Edited text',
          edit_date: 1760000060,
        },
      },
    },
  ],
  recognise: { headers: ['X-Telegram-Bot-Api-Secret-Token'], json: ['/update_id'] },
  notes: ['The answer body may itself be a Bot API call (method key).'],
  confidence: 'secondary',
  sources: [
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
