import type { ProviderInput } from '../provider.ts';

export const plaid = (): ProviderInput => ({
  id: 'plaid',
  name: 'Plaid',
  docsUrl: 'https://plaid.com/docs/api/webhooks/webhook-verification/',
  summary: 'Items, transactions and transfers; a JWT binds the body.',
  scheme: {
    kind: 'jwt',
    algorithm: 'ES256',
    at: { in: 'header', name: 'Plaid-Verification' },
    digests: [{ claim: 'request_body_sha256', of: 'body' }],
    toleranceSeconds: 300,
    header: { kid: '{field:keyId}' },
    fields: [
      {
        name: 'keyId',
        label: 'Key id',
        description: 'The id of the verification key: the token’s kid, by which the key is fetched.',
        madeUp: 'bfbd5111-8e33-4643-8ced-b2e642a72f3c',
      },
    ],
  },
  secret: {
    description:
      'EC public JWK fetched by kid from POST /webhook_verification_key/get (needs client_id + secret).',
    generate: 'provider',
  },
  eventTypeAt: [
    { in: 'json', pointer: '/webhook_type' },
    { in: 'json', pointer: '/webhook_code' },
  ],
  eventTypeJoin: '.',
  delivery: {
    success: '200',
    timeoutMs: 10_000,
    retryPolicy: {
      maxAttempts: 7,
      schedule: { kind: 'list', waitsMs: [30_000, 120_000, 480_000, 1_920_000, 7_680_000, 30_720_000] },
      timeoutMs: 10_000,
      success: '200',
      retryAfter: 'honour',
      retryAfterMaxMs: 14_400_000,
      disableAfter: { failureShare: 0.9, withinMs: 86_400_000, minAttempts: 10 },
    },
    stopsOn:
      '2xx; also stops when over 90% of webhooks of the last 24 h were rejected; 429 Retry-After honoured up to 4 h.',
    notes: [
      'Each delay 4x the previous starting at 30 s, for up to 24 h (a 7th delay of 122,880 s would pass 24 h).',
    ],
    confidence: 'docs',
  },
  events: [
    {
      type: 'TRANSACTIONS.SYNC_UPDATES_AVAILABLE',
      description: 'New transactions can be fetched.',
      sample: {
        webhook_type: 'TRANSACTIONS',
        webhook_code: 'SYNC_UPDATES_AVAILABLE',
        item_id: 'wz666MBjYWTp2PDzzggYhM6oWWmBb',
        initial_update_complete: true,
        historical_update_complete: false,
        environment: 'production',
      },
    },
    {
      type: 'ITEM.ERROR',
      description: 'An item’s login has to be repaired.',
      sample: {
        webhook_type: 'ITEM',
        webhook_code: 'ERROR',
        item_id: 'wz666MBjYWTp2PDzzggYhM6oWWmBb',
        error: {
          error_type: 'ITEM_ERROR',
          error_code: 'ITEM_LOGIN_REQUIRED',
          error_message: 'the login details of this item have changed',
        },
        environment: 'production',
      },
    },
  ],
  recognise: { json: ['/webhook_type', '/webhook_code'] },
  notes: [
    'The hash is sensitive to whitespace: Plaid bodies use 2-space indentation, so re-serialising breaks it.',
  ],
  confidence: 'docs',
  sources: [
    'https://plaid.com/docs/api/webhooks/webhook-verification/index.html.md',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/bespoke/plaid.ts',
    'Public copies of plaid.com/docs/api/webhooks',
  ],
});
