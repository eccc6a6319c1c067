import type { ProviderInput } from '../provider.ts';

export const klaviyo = (): ProviderInput => ({
  id: 'klaviyo',
  name: 'Klaviyo',
  docsUrl: 'https://developers.klaviyo.com/en/docs/working_with_system_webhooks',
  summary: 'What people did with mails and messages.',
  scheme: {
    kind: 'hmac',
    signedContent: '{body}{timestamp}',
    signature: { at: { in: 'header', name: 'Klaviyo-Signature' } },
    timestamp: { at: { in: 'header', name: 'Klaviyo-Timestamp' } },
  },
  secret: { description: 'The endpoint’s secret, at least 16 characters.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/data/0/topic' }],
  deliveryIdAt: [{ in: 'header', name: 'Klaviyo-Webhook-Id' }],
  headers: { 'Klaviyo-Webhook-Id': '{id}' },
  recognise: { headers: ['Klaviyo-Signature', 'Klaviyo-Webhook-Id'] },
  notes: [
    'The text of Klaviyo-Timestamp follows the body, with nothing between. Webhooks of flows are not signed.',
  ],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'event:klaviyo.opened_email',
      description: 'A mail was opened.',
      sample: {
        data: [
          {
            topic: 'event:klaviyo.opened_email',
            payload: {
              data: {
                type: 'event',
                id: '4vRpBT',
                attributes: { timestamp: 1760000000, event_properties: { Subject: 'Hello' } },
              },
            },
          },
        ],
        meta: { timestamp: '2025-10-09T08:53:20+00:00', klaviyo_account_id: 'abc123' },
      },
    },
  ],
  confidence: 'docs',
  sources: [
    'https://developers.klaviyo.com/en/docs/working_with_system_webhooks',
    'github:hookdeck/webhook-skills skills/klaviyo-webhooks',
  ],
});
