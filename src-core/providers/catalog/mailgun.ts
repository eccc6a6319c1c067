import { mailgunEvents } from '../events/mailgun.ts';
import type { ProviderInput } from '../provider.ts';

export const mailgun = (): ProviderInput => ({
  id: 'mailgun',
  name: 'Mailgun',
  docsUrl: 'https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks',
  summary: 'What became of the mails; the signature is inside the body.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}{nonce}',
    signature: { at: { in: 'json', pointer: '/signature/signature' } },
    timestamp: { at: { in: 'json', pointer: '/signature/timestamp' } },
    nonce: { in: 'json', pointer: '/signature/token' },
  },
  secret: { description: 'HTTP webhook signing key, UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event-data/event' }],
  deliveryIdAt: [{ in: 'json', pointer: '/event-data/id' }],
  delivery: {
    success: '200',
    retryPolicy: {
      maxAttempts: 7,
      schedule: { kind: 'list', waitsMs: [300_000, 600_000, 900_000, 3_600_000, 7_200_000, 14_400_000] },
      success: '200',
      giveUpOn: '406',
    },
    stopsOn: '200; 406 rejects for good.',
    notes: [
      'Delivery-notification webhooks are not retried.',
      'Older documents list 10,10,15,30 min,1,2,4 h.',
    ],
    confidence: 'docs',
  },
  events: mailgunEvents(),
  recognise: { json: ['/signature/token', '/event-data/event'] },
  notes: [
    'The event data is NOT covered by the signature; only timestamp + token are.',
    'Cache tokens to stop replays.',
    'Subaccounts may add parent-signature.',
    'Legacy and route (inbound) posts carry timestamp, token, signature as form fields.',
  ],
  confidence: 'docs',
  sources: [
    'https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-retries',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
