import { clerkEvents } from '../events/clerk.ts';
import { standardWebhooksSigning } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const clerk = (): ProviderInput => ({
  id: 'clerk',
  name: 'Clerk',
  docsUrl: 'https://clerk.com/docs/webhooks/overview',
  summary: 'Users, sessions and organizations.',
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
    notes: ['Success is 2xx (3xx counts as failure).', 'Delivered by Svix.'],
    confidence: 'secondary',
  },
  events: clerkEvents(),
  recognise: { userAgent: 'Svix-Webhooks/', json: ['/object', '/instance_id'] },
  notes: ['@clerk/backend verifyWebhook reads svix-* headers and maps them.'],
  confidence: 'verified-by-sdk',
  sources: ['npm:@clerk/backend@2.33.8 dist/webhooks.js'],
});
