import type { ProviderInput } from '../provider.ts';

export const trello = (): ProviderInput => ({
  id: 'trello',
  name: 'Trello',
  docsUrl: 'https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/',
  summary: 'Actions on boards, lists and cards.',
  scheme: {
    kind: 'hmac',
    hash: 'sha1',
    encoding: 'base64',
    signedContent: '{body}{url}',
    signature: { at: { in: 'header', name: 'X-Trello-Webhook' } },
  },
  secret: { description: 'Power-Up OAuth/API secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/action/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/action/id' }],
  handshakes: [
    {
      id: 'head',
      description: 'Creating the webhook makes Trello send a HEAD request to the callback URL.',
      match: { method: 'HEAD' },
      respond: { status: 200 },
    },
  ],
  delivery: {
    success: '200',
    retryPolicy: {
      maxAttempts: 4,
      schedule: { kind: 'list', waitsMs: [30_000, 60_000, 120_000] },
      success: '200',
      giveUpOn: '410',
      disableAfter: [{ onStatus: '410' }, { failingMs: 2_592_000_000, minAttempts: 1000 }],
    },
    stopsOn: '200; 410 deletes the webhook.',
    endpointDisabling: 'Disabled after about 30 days and over 1000 consecutive failures.',
    confidence: 'secondary',
  },
  events: [
    {
      type: 'updateCard',
      description: 'A card was changed.',
      sample: {
        model: { id: '4d5ea62fd76aa1136000000c', name: 'Trello Development' },
        action: {
          id: '51f9424bcd6e040f3c002412',
          idMemberCreator: '4fc78a59a885233f4b349bd9',
          type: 'updateCard',
          date: '2025-10-09T08:53:20.000Z',
          data: {
            board: { id: '4d5ea62fd76aa1136000000c', name: 'Trello Development' },
            card: { id: '51a79e72dbb7e23c7c003778', name: 'Webhooks', idShort: 1458 },
            old: { idList: 'a' },
          },
        },
      },
    },
    {
      type: 'createCard',
      description: 'A card was made.',
      sample: {
        model: { id: '4d5ea62fd76aa1136000000c', name: 'Trello Development' },
        action: {
          id: '51f9424bcd6e040f3c002413',
          idMemberCreator: '4fc78a59a885233f4b349bd9',
          type: 'createCard',
          date: '2025-10-09T08:53:20.000Z',
          data: { card: { id: '51a79e72dbb7e23c7c003779', name: 'New' } },
        },
      },
    },
  ],
  recognise: { headers: ['X-Trello-Webhook'], json: ['/action/idMemberCreator', '/model/id'] },
  notes: [
    'Body FIRST then callbackURL (Square is the reverse).',
    'callbackURL exactly as registered.',
    'Trello docs treat strings as binary (latin1) in their sample: non-ASCII bodies arrive \\u-escaped.',
  ],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
