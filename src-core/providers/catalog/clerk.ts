import { clerkEvents } from '../events/clerk.ts';
import { standardWebhooksSigning, svixDelivery } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const clerk = (): ProviderInput => ({
  id: 'clerk',
  name: 'Clerk',
  docsUrl: 'https://clerk.com/docs/webhooks/overview',
  summary: 'Users, sessions and organizations.',
  ...standardWebhooksSigning('svix'),
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  headers: { 'User-Agent': 'Svix-Webhooks/1.72.0' },
  delivery: svixDelivery('secondary'),
  events: clerkEvents(),
  recognise: { userAgent: 'Svix-Webhooks/', json: ['/object', '/instance_id'] },
  notes: ['@clerk/backend verifyWebhook reads svix-* headers and maps them.'],
  confidence: 'verified-by-sdk',
  sources: ['npm:@clerk/backend@2.33.8 dist/webhooks.js'],
});
