import type { ProviderInput } from '../provider.ts';

export const whatsapp = (): ProviderInput => ({
  id: 'whatsapp',
  name: 'WhatsApp Business Platform (Cloud API)',
  docsUrl: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview',
  summary: 'Messages and their statuses of the WhatsApp Cloud API.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Hub-Signature-256' }, format: 'sha256={signature}' },
  },
  secret: { description: 'App secret, UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/entry/0/changes/0/field' }],
  deliveryIdAt: [{ in: 'json', pointer: '/entry/0/changes/0/value/messages/0/id' }],
  headers: { 'User-Agent': 'facebookexternalua' },
  handshakes: [
    {
      id: 'challenge',
      description: 'GET with hub.mode=subscribe, hub.challenge, hub.verify_token.',
      match: { method: 'GET', query: { 'hub.mode': 'subscribe', 'hub.challenge': '*' } },
      respond: { status: 200, contentType: 'text/plain', body: '{query:hub.challenge}' },
      token: { at: { in: 'query', name: 'hub.verify_token' }, config: 'verifyToken' },
    },
  ],
  delivery: {
    success: '200',
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 30_000, factor: 3, capMs: 86_400_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 604_800_000,
      success: '200',
    },
    stopsOn: '200.',
    deadLetter: 'Dropped.',
    notes: [
      'Decreasing frequency for up to 7 days; retries go to every subscribed app.',
      'Retries for up to 7 days; the waits are not published.',
    ],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'messages',
      description: 'Somebody wrote, or a sent message’s status changed.',
      sample: {
        object: 'whatsapp_business_account',
        entry: [
          {
            id: '102290129340398',
            changes: [
              {
                value: {
                  messaging_product: 'whatsapp',
                  metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
                  contacts: [{ profile: { name: 'Ada' }, wa_id: '16505551234' }],
                  messages: [
                    {
                      from: '16505551234',
                      id: 'wamid.HBgLMTY1MDU1NTEyMzQVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=',
                      timestamp: '1760000000',
                      type: 'text',
                      text: { body: 'Does it come in another color?' },
                    },
                  ],
                },
                field: 'messages',
              },
            ],
          },
        ],
      },
    },
    {
      type: 'message_template_status_update',
      description: 'A template was approved, rejected or paused.',
      sample: {
        object: 'whatsapp_business_account',
        entry: [
          {
            id: '102290129340398',
            time: 1760000000,
            changes: [
              {
                field: 'message_template_status_update',
                value: {
                  event: 'APPROVED',
                  message_template_id: 1689556908129832,
                  message_template_name: 'order_confirmation',
                  message_template_language: 'en-US',
                  reason: 'NONE',
                  messaging_product: 'whatsapp',
                },
              },
            ],
          },
        ],
      },
    },
  ],
  recognise: {
    userAgent: 'facebookexternalua',
    json: ['/object', '/entry/0/changes/0/field', '/entry/0/changes/0/value/messaging_product'],
  },
  notes: ['Same scheme as meta.'],
  confidence: 'secondary',
  sources: ['github:hookdeck/webhook-skills providers.yaml (2026)'],
});
