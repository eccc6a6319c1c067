import type { ProviderInput } from '../provider.ts';

export const brevo = (): ProviderInput => ({
  id: 'brevo',
  name: 'Brevo',
  docsUrl: 'https://developers.brevo.com/docs/retry-mechanism',
  summary: 'What became of transactional mails.',
  scheme: { kind: 'static-token', header: 'Authorization', format: 'Bearer {secret}' },
  secret: { description: 'Token or basic credentials configured per webhook.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  delivery: {
    retryPolicy: {
      maxAttempts: 5,
      schedule: { kind: 'list', waitsMs: [600_000, 3_600_000, 7_200_000, 28_800_000] },
      giveUpOn: '400-499,!429',
    },
    stopsOn: '4xx other than 429 (page wording also names 5xx).',
    endpointDisabling: 'Unresponsive hosts are paused 10 min.',
    deadLetter: 'Discarded.',
    confidence: 'docs',
  },
  events: [
    {
      type: 'delivered',
      description: 'A mail was delivered.',
      sample: {
        event: 'delivered',
        email: 'ada@example.com',
        id: 26224,
        date: '2025-10-09 10:53:20',
        ts: 1760000000,
        'message-id': '<201798300811.5787683@relay.domain.com>',
        ts_event: 1760000000,
        subject: 'Welcome',
        tag: '["transactional"]',
        sending_ip: '198.51.100.7',
        ts_epoch: 1760000000000,
        template_id: 22,
      },
    },
    {
      type: 'hard_bounce',
      description: 'A mail bounced for good.',
      sample: {
        event: 'hard_bounce',
        email: 'nobody@example.com',
        id: 26225,
        date: '2025-10-09 10:53:20',
        ts: 1760000000,
        'message-id': '<201798300811.5787684@relay.domain.com>',
        reason: 'server is down',
        subject: 'Welcome',
      },
    },
  ],
  recognise: { json: ['/message-id', '/event'] },
  notes: ['No payload signature.'],
  confidence: 'docs',
  sources: [
    'https://developers.brevo.com/docs/retry-mechanism',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
