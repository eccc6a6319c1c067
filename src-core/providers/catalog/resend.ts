import { resendEvents } from '../events/resend.ts';
import { standardWebhooksSigning, svixDelivery } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const resend = (): ProviderInput => ({
  id: 'resend',
  name: 'Resend',
  docsUrl: 'https://resend.com/docs/webhooks',
  summary: 'What became of the mails, contacts and domains.',
  ...standardWebhooksSigning('svix'),
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  headers: { 'User-Agent': 'Svix-Webhooks/1.72.0' },
  delivery: svixDelivery('secondary', ['Delivered by Svix; assumes the default Svix schedule.']),
  events: resendEvents(),
  recognise: { userAgent: 'Svix-Webhooks/', json: ['/data/email_id'] },
  notes: [
    'Header is a space-separated list of v1,<base64> entries; accept if any matches; ignore v1a (ed25519) unless you hold a whpk_ key.',
    'Timestamp window applies to past and future.',
  ],
  confidence: 'verified-by-sdk',
  sources: ['npm:resend@6.38.0 (webhooks.verify)', 'github:hookdeck/webhook-skills skills/resend-webhooks'],
});
