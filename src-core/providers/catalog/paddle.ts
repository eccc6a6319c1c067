import { paddleEvents } from '../events/paddle.ts';
import type { ProviderInput } from '../provider.ts';

export const paddle = (): ProviderInput => ({
  id: 'paddle',
  name: 'Paddle Billing',
  docsUrl: 'https://developer.paddle.com/webhooks/signature-verification',
  summary: 'Transactions, subscriptions and customers of Paddle Billing.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}:{body}',
    signature: {
      at: { in: 'header', name: 'Paddle-Signature' },
      format: 'ts={timestamp};h1={signature}',
      separator: ';',
    },
    timestamp: { at: { in: 'signature' }, toleranceSeconds: 5, refuseFuture: false, clock: 'exact' },
  },
  secret: { description: 'pdl_ntfset_... whole string as UTF-8.', generate: 'hex32', prefix: 'pdl_ntfset_' },
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  deliveryIdAt: [
    { in: 'json', pointer: '/notification_id' },
    { in: 'json', pointer: '/event_id' },
  ],
  delivery: {
    success: '200',
    timeoutMs: 5000,
    simulationHint: {
      maxAttempts: 61,
      schedule: {
        kind: 'list',
        waitsMs: [
          ...Array<number>(20).fill(180_000),
          ...Array<number>(27).fill(3_060_000),
          ...Array<number>(13).fill(13_200_000),
        ],
      },
      horizonMs: 259_200_000,
      timeoutMs: 5000,
      success: '200',
    },
    stopsOn: '200.',
    deadLetter: 'Status failed; replay from dashboard or API.',
    notes: [
      'Live: 60 retries in 3 days, first 20 within the first hour. Sandbox: 3 retries within 15 min.',
      'Retries up to 61 attempts, for up to 3 days; the waits are not published.',
    ],
    confidence: 'docs',
  },
  events: paddleEvents(),
  recognise: { userAgent: 'Paddle' },
  notes: [
    'Semicolon between ts and h1, colon in the signed string.',
    'Node SDK window is 5 SECONDS (past only): replaying a capture must re-sign.',
    'The Node SDK keeps only the last h1= of a header with several.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@paddle/paddle-node-sdk@3.10.0',
    'github:hookdeck/webhook-skills skills/paddle-webhooks/references/verification.md',
  ],
});
