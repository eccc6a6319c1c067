import type { ProviderInput } from '../provider.ts';

export const adyen = (): ProviderInput => ({
  id: 'adyen',
  name: 'Adyen standard payment webhooks',
  docsUrl: 'https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures/',
  summary: 'Payments and their changes: standard notifications, signed item by item.',
  scheme: { kind: 'strategy', strategy: 'adyen-hmac' },
  secret: { description: 'Hex string; key = hex-decoded bytes.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/notificationItems/0/NotificationRequestItem/eventCode' }],
  deliveryIdAt: [{ in: 'json', pointer: '/notificationItems/0/NotificationRequestItem/pspReference' }],
  headers: { 'User-Agent': 'Adyen HttpClient 1.0' },
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
    endpointDisabling: 'Status Failing; queue per endpoint.',
    deadLetter: 'Dropped after 30 days.',
    notes: [
      'Success is 2xx (202 recommended; classic rule: body [accepted]).',
      'An event is known by pspReference and eventCode together.',
      'Three quick tries (docs of 2026-05 give 9, 18, 27 s), then the queue; after 8 h the interval repeats up to 30 days.',
    ],
    confidence: 'docs',
  },
  events: [
    {
      type: 'AUTHORISATION',
      description: 'A payment was authorised, or refused (success: false).',
      sample: {
        live: 'false',
        notificationItems: [
          {
            NotificationRequestItem: {
              additionalData: { hmacSignature: '' },
              amount: { currency: 'EUR', value: 4900 },
              eventCode: 'AUTHORISATION',
              eventDate: '2025-10-09T10:53:20+02:00',
              merchantAccountCode: 'TackleboxECOM',
              merchantReference: '10042',
              paymentMethod: 'visa',
              pspReference: '7914073251449896',
              reason: '',
              success: 'true',
            },
          },
        ],
      },
    },
    {
      type: 'CAPTURE',
      description: 'A payment was captured.',
      sample: {
        live: 'false',
        notificationItems: [
          {
            NotificationRequestItem: {
              additionalData: { hmacSignature: '' },
              amount: { currency: 'EUR', value: 4900 },
              eventCode: 'CAPTURE',
              eventDate: '2025-10-09T10:53:20+02:00',
              merchantAccountCode: 'TackleboxECOM',
              merchantReference: '10042',
              originalReference: '7914073381342284',
              paymentMethod: 'visa',
              pspReference: '7914073251449896',
              reason: '',
              success: 'true',
            },
          },
        ],
      },
    },
    {
      type: 'REFUND',
      description: 'A payment was refunded.',
      sample: {
        live: 'false',
        notificationItems: [
          {
            NotificationRequestItem: {
              additionalData: { hmacSignature: '' },
              amount: { currency: 'EUR', value: 4900 },
              eventCode: 'REFUND',
              eventDate: '2025-10-09T10:53:20+02:00',
              merchantAccountCode: 'TackleboxECOM',
              merchantReference: '10042',
              originalReference: '7914073381342284',
              paymentMethod: 'visa',
              pspReference: '7914073251449896',
              reason: '',
              success: 'true',
            },
          },
        ],
      },
    },
    {
      type: 'CHARGEBACK',
      description: 'A payment was charged back.',
      sample: {
        live: 'false',
        notificationItems: [
          {
            NotificationRequestItem: {
              additionalData: { hmacSignature: '' },
              amount: { currency: 'EUR', value: 4900 },
              eventCode: 'CHARGEBACK',
              eventDate: '2025-10-09T10:53:20+02:00',
              merchantAccountCode: 'TackleboxECOM',
              merchantReference: '10042',
              originalReference: '7914073381342284',
              paymentMethod: 'visa',
              pspReference: '7914073251449896',
              reason: '',
              success: 'true',
            },
          },
        ],
      },
    },
  ],
  recognise: { userAgent: 'Adyen HttpClient', json: ['/notificationItems/0/NotificationRequestItem'] },
  notes: [
    'Missing fields count as empty strings, the colons stay.',
    'Success is the string "true"/"false".',
    'Each item of notificationItems is signed on its own.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'https://docs.adyen.com/development-resources/webhooks/troubleshoot.md',
    'npm:@adyen/api-library@32.1.0 lib/src/utils/hmacValidator.js',
  ],
});
