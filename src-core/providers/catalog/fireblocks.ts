import type { ProviderInput } from '../provider.ts';

export const fireblocks = (): ProviderInput => ({
  id: 'fireblocks',
  name: 'Fireblocks',
  docsUrl: 'https://developers.fireblocks.com/reference/validating-webhooks',
  summary: 'Transactions and vaults, signed by Fireblocks’ key.',
  scheme: {
    kind: 'strategy',
    strategy: 'fireblocks',
    fields: [
      {
        name: 'keyId',
        label: 'Key id',
        description: 'The id of the key in Fireblocks’ JWKS: the signature’s kid.',
        madeUp: 'tacklebox-key-1',
      },
    ],
  },
  secret: { description: 'Static PEM per environment (v1) or regional JWKS (v2).', generate: 'provider' },
  eventTypeAt: [
    { in: 'json', pointer: '/eventType' },
    { in: 'json', pointer: '/type' },
  ],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  delivery: {
    success: '200',
    retryPolicy: {
      maxAttempts: 10,
      schedule: {
        kind: 'list',
        waitsMs: [10_000, 30_000, 120_000, 300_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000],
      },
      success: '200',
      retryOn: { statuses: '500-599,429,408' },
    },
    stopsOn: '200; only 5xx, 429, 408 are retried.',
    deadLetter: 'Resend events up to 30 days.',
    confidence: 'secondary',
  },
  events: [
    {
      type: 'transaction.created',
      description: 'A transaction was made.',
      sample: {
        id: 'ad6ff5ed-6a4b-4b3f-8d57-0e4f5b6a7c81',
        workspaceId: '6c2b0f2e-0000-0000-0000-000000000001',
        eventType: 'transaction.created',
        eventVersion: 1,
        resourceId: 'd1',
        createdAt: 1760000000000,
        data: { id: 'd1', assetId: 'BTC', status: 'SUBMITTED', amount: 0.1 },
      },
    },
  ],
  recognise: { headers: ['Fireblocks-Webhook-Signature', 'Fireblocks-Signature'] },
  confidence: 'secondary',
  sources: ['github:hookdeck/webhook-skills providers.yaml (2026)'],
});
