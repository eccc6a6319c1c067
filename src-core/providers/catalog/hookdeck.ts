import type { ProviderInput } from '../provider.ts';

export const hookdeck = (): ProviderInput => ({
  id: 'hookdeck',
  name: 'Hookdeck',
  docsUrl: 'https://hookdeck.com/docs/authentication#hookdeck-webhook-signature-verification',
  summary: 'Events that pass through the gateway, signed anew.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'x-hookdeck-signature', alsoNamed: ['x-hookdeck-signature-2'] } },
  },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'json', pointer: '/type' },
    { in: 'json', pointer: '/event' },
  ],
  deliveryIdAt: [{ in: 'header', name: 'x-hookdeck-eventid' }],
  headers: {
    'x-hookdeck-eventid': '{uuid}',
    'x-hookdeck-attempt-count': '1',
    'x-hookdeck-will-retry-after': '60',
  },
  delivery: {
    timeoutMs: 60_000,
    notes: ['Retry rules are configured per connection (linear or exponential, up to 50 tries).'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'demo.created',
      description: 'What the original source sent.',
      sample: { id: 'evt_1', type: 'demo.created', data: { note: 'Café' } },
    },
  ],
  recognise: { headers: ['x-hookdeck-signature', 'x-hookdeck-eventid'] },
  notes: ['Second header appears after a secret roll.', 'Original provider headers are forwarded too.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:hookdeck/webhook-skills skills/hookdeck-event-gateway-webhooks',
  ],
});
