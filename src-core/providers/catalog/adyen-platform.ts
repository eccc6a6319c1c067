import type { ProviderInput } from '../provider.ts';

export const adyenPlatform = (): ProviderInput => ({
  id: 'adyen-platform',
  name: 'Adyen for Platforms',
  docsUrl: 'https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures/',
  summary: 'Balance platform, transfers and accounts.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    key: 'hex',
    signature: { at: { in: 'header', name: 'HmacSignature' } },
  },
  secret: { description: 'Hex string; key = hex-decoded bytes.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/data/id' }],
  headers: { Protocol: 'HmacSHA256' },
  delivery: {
    timeoutMs: 10_000,
    retryPolicy: {
      maxAttempts: null,
      schedule: {
        kind: 'list',
        waitsMs: [
          9000, 18_000, 27_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000,
          14_400_000, 28_800_000,
        ],
        repeatLast: true,
      },
      horizonMs: 2_592_000_000,
      timeoutMs: 10_000,
    },
    endpointDisabling: 'As adyen.',
    deadLetter: 'Dropped after 30 days.',
    confidence: 'docs',
  },
  events: [
    {
      type: 'balancePlatform.transfer.created',
      description: 'A transfer was made.',
      sample: {
        data: {
          balancePlatform: 'YOUR_PLATFORM',
          creationDate: '2025-10-09T08:53:20Z',
          id: '1W1UG35U8A9J5ZLG',
          type: 'bankTransfer',
          status: 'authorised',
          amount: { value: 110000, currency: 'EUR' },
          direction: 'outgoing',
        },
        environment: 'test',
        type: 'balancePlatform.transfer.created',
      },
    },
    {
      type: 'balancePlatform.accountHolder.updated',
      description: 'An account holder changed.',
      sample: {
        data: {
          balancePlatform: 'YOUR_PLATFORM',
          id: 'AH32272223222B5CM4MWJ892H',
          accountHolder: { id: 'AH32272223222B5CM4MWJ892H', status: 'active' },
        },
        environment: 'test',
        type: 'balancePlatform.accountHolder.updated',
      },
    },
  ],
  recognise: { headers: ['HmacSignature'] },
  notes: [
    'Also header Protocol: HmacSHA256.',
    'validateBankingHMAC in the Node SDK has its first two parameters swapped (deprecated); use validateHMACSignature.',
  ],
  confidence: 'verified-by-sdk',
  sources: ['npm:@adyen/api-library@32.1.0'],
});
