import type { ProviderInput } from '../provider.ts';

export const sanity = (): ProviderInput => ({
  id: 'sanity',
  name: 'Sanity',
  docsUrl: 'https://www.sanity.io/docs/webhooks',
  summary: 'Documents of a dataset, as a projection of your own.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64url',
    signedContent: '{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'sanity-webhook-signature' },
      format: 't={timestamp},v1={signature}',
    },
    timestamp: { at: { in: 'signature' }, unit: 'unix-ms' },
  },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'sanity-operation' }],
  deliveryIdAt: [{ in: 'header', name: 'idempotency-key' }],
  headers: {
    'sanity-dataset': 'production',
    'sanity-project-id': 'abc12345',
    'sanity-document-id': 'drafts.post-1',
    'sanity-operation': '{eventType}',
    'idempotency-key': '{uuid}',
  },
  delivery: {
    timeoutMs: 30_000,
    retryPolicy: {
      maxAttempts: 3,
      schedule: { kind: 'list', waitsMs: [30_000, 30_000] },
      timeoutMs: 30_000,
      retryOn: { statuses: '429,500-599' },
    },
    stopsOn: 'Only 429 and 5xx are retried.',
    notes: [
      'Since 2026-04-29: two retries 30 s apart; before: exponential over 30 min.',
      'One concurrent request per webhook.',
    ],
    confidence: 'docs',
  },
  events: [
    {
      type: 'create',
      description: 'A document was made.',
      sample: { _id: 'post-1', _type: 'post', _rev: 'a1b2', title: 'Café' },
    },
    {
      type: 'update',
      description: 'A document changed.',
      sample: { _id: 'post-1', _type: 'post', _rev: 'a1b3', title: 'Café au lait' },
    },
  ],
  recognise: { headers: ['sanity-webhook-signature'] },
  notes: [
    'base64url WITHOUT padding.',
    'Toolkit requires the header to match exactly t=..,v1=.. and refuses empty bodies.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'https://www.sanity.io/docs/changelog/50ec6abf-fe0c-475b-ae72-314148860132.md',
    'npm:@sanity/webhook@4.0.4',
  ],
});
