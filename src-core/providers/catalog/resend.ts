import { resendEvents } from '../events/resend.ts';
import { standardWebhooksSigning } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const resend = (): ProviderInput => ({
  id: 'resend',
  name: 'Resend',
  docsUrl: 'https://resend.com/docs/webhooks',
  summary: 'What became of the mails, contacts and domains.',
  ...standardWebhooksSigning('svix'),
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  headers: { 'User-Agent': 'Svix-Webhooks/1.72.0' },
  delivery: {
    timeoutMs: 15_000,
    followsRedirects: false,
    retryPolicy: {
      maxAttempts: 8,
      schedule: {
        kind: 'list',
        waitsMs: [5000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000],
      },
      timeoutMs: 15_000,
      giveUpOnHeaders: [{ name: 'webhook-delivery', value: 'abort-message' }],
      disableAfter: { failingMs: 432_000_000 },
    },
    stopsOn: '2xx; response header webhook-delivery: abort-message; endpoint removed or disabled.',
    endpointDisabling:
      'Disabled after 5 days of every attempt failing (the clock starts after several failures within 24 h).',
    deadLetter: 'Message marked Failed; operational webhook message.attempt.exhausted; manual replay.',
    notes: [
      'Success is 2xx (3xx counts as failure).',
      'Delivered by Svix; assumes the default Svix schedule.',
    ],
    confidence: 'secondary',
  },
  events: resendEvents(),
  recognise: { userAgent: 'Svix-Webhooks/', json: ['/data/email_id'] },
  notes: [
    'Header is a space-separated list of v1,<base64> entries; accept if any matches; ignore v1a (ed25519) unless you hold a whpk_ key.',
    'Timestamp window applies to past and future.',
  ],
  confidence: 'verified-by-sdk',
  sources: ['npm:resend@6.38.0 (webhooks.verify)', 'github:hookdeck/webhook-skills skills/resend-webhooks'],
});
