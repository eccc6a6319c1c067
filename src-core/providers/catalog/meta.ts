import type { ProviderInput } from '../provider.ts';

export const meta = (): ProviderInput => ({
  id: 'meta',
  name: 'Meta (Facebook, Instagram, Messenger)',
  docsUrl: 'https://developers.facebook.com/docs/graph-api/webhooks/getting-started',
  summary: 'Pages, Instagram accounts and Messenger conversations over the Graph API.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Hub-Signature-256' }, format: 'sha256={signature}' },
  },
  secret: { description: 'App secret, UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'json', pointer: '/entry/0/changes/0/field' },
    { in: 'json', pointer: '/object' },
  ],
  headers: { 'User-Agent': 'facebookexternalua' },
  handshakes: [
    {
      id: 'challenge',
      description: 'GET with query hub.mode=subscribe, hub.challenge, hub.verify_token.',
      match: { method: 'GET', query: { 'hub.mode': 'subscribe', 'hub.challenge': '*' } },
      respond: { status: 200, contentType: 'text/plain', body: '{query:hub.challenge}' },
      token: { at: { in: 'query', name: 'hub.verify_token' }, config: 'verifyToken' },
    },
  ],
  delivery: {
    success: '200',
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 5000, factor: 3, capMs: 21_600_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 129_600_000,
      success: '200',
    },
    stopsOn: '200.',
    endpointDisabling: 'After a long failing spell the subscription is disabled with notice.',
    deadLetter: 'Dropped.',
    notes: [
      'One immediate retry, then decreasing frequency for 36 h.',
      'Up to 1000 updates per POST.',
      'Retries for up to 36 hours; the waits are not published.',
    ],
    confidence: 'docs',
  },
  events: [
    {
      type: 'feed',
      description: 'Something happened on a Page’s feed.',
      sample: {
        object: 'page',
        entry: [
          {
            id: '1067280970047460',
            time: 1760000000,
            changes: [
              {
                field: 'feed',
                value: {
                  item: 'post',
                  verb: 'add',
                  post_id: '1067280970047460_42',
                  from: { id: '31', name: 'Ada' },
                  message: 'Hello',
                  created_time: 1760000000,
                },
              },
            ],
          },
        ],
      },
    },
    {
      type: 'comments',
      description: 'An Instagram post was commented on.',
      sample: {
        object: 'instagram',
        entry: [
          {
            id: '17841405309211844',
            time: 1760000000,
            changes: [
              {
                field: 'comments',
                value: {
                  id: '17865799348089039',
                  text: 'Lovely',
                  from: { id: '31', username: 'ada' },
                  media: { id: '17887498072083520' },
                },
              },
            ],
          },
        ],
      },
    },
    {
      type: 'page',
      description: 'A message to a Page (Messenger).',
      sample: {
        object: 'page',
        entry: [
          {
            id: '1067280970047460',
            time: 1760000000,
            messaging: [
              {
                sender: { id: '31' },
                recipient: { id: '1067280970047460' },
                timestamp: 1760000000000,
                message: { mid: 'm_1', text: 'Are you open?' },
              },
            ],
          },
        ],
      },
    },
  ],
  recognise: { userAgent: 'facebookexternalua', json: ['/object', '/entry/0/id'] },
  notes: [
    'The body on the wire already contains lower-case \\uXXXX escapes for non-ASCII (and historically escaped / < % @ too): hash the raw bytes, never JSON.stringify(parsed).',
    'When simulating, escape non-ASCII as lower-case \\uXXXX first, then sign those bytes.',
    'Legacy X-Hub-Signature: sha1=.',
  ],
  confidence: 'docs',
  sources: [
    'https://developers.facebook.com/docs/graph-api/webhooks/getting-started/',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
