import type { ProviderInput } from '../provider.ts';

export const circle = (): ProviderInput => ({
  id: 'circle',
  name: 'Circle',
  docsUrl: 'https://developers.circle.com/cpn/references/webhook-retries',
  summary: 'Wallets, transfers and payments, signed by Circle’s key.',
  scheme: {
    kind: 'asymmetric',
    algorithm: 'ecdsa-p256-sha256',
    signature: { at: { in: 'header', name: 'X-Circle-Signature' } },
  },
  secret: { description: 'Public key by key id, base64 DER.', generate: 'provider' },
  eventTypeAt: [{ in: 'json', pointer: '/notificationType' }],
  deliveryIdAt: [{ in: 'json', pointer: '/notificationId' }],
  handshakes: [
    {
      id: 'head',
      description: 'Creating or changing the subscription makes Circle send a HEAD request.',
      match: { method: 'HEAD' },
      respond: { status: 200 },
    },
  ],
  delivery: {
    retryPolicy: {
      maxAttempts: 12,
      schedule: {
        kind: 'list',
        waitsMs: [
          1000, 10_000, 30_000, 60_000, 900_000, 3_600_000, 10_800_000, 18_000_000, 21_600_000, 36_000_000,
          39_600_000,
        ],
      },
    },
    notes: ['Testing environment: first 6 retries only.'],
    confidence: 'docs',
  },
  events: [
    {
      type: 'transactions.inbound',
      description: 'Money came in.',
      sample: {
        subscriptionId: 'd4c07d5f-f05f-4fe4-853d-4dd434806dfb',
        notificationId: 'acab8c14-92ee-46b2-a0ef-b7a3bbbcb5a1',
        notificationType: 'transactions.inbound',
        notification: {
          id: 'd4c07d5f-f05f-4fe4-853d-4dd434806dfc',
          state: 'COMPLETED',
          amounts: ['3.14'],
          blockchain: 'ETH',
        },
        timestamp: '2025-10-09T08:53:20.000Z',
        version: 2,
      },
    },
  ],
  recognise: { headers: ['X-Circle-Signature', 'X-Circle-Key-Id'] },
  confidence: 'docs',
  sources: [
    'https://developers.circle.com/cpn/references/webhook-retries',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
