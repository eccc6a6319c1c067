import { standardWebhooksSigning, svixDelivery } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const stytch = (): ProviderInput => ({
  id: 'stytch',
  name: 'Stytch',
  docsUrl: 'https://stytch.com/docs/guides/dashboard/webhooks',
  summary: 'Users, members, sessions and organizations.',
  ...standardWebhooksSigning('svix'),
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  recognise: { json: ['/event_id', '/object_type', '/source'] },
  delivery: svixDelivery('secondary'),
  events: [
    {
      type: 'direct.user.create',
      description: 'A user was made through the API.',
      sample: {
        project_id: 'project-live-c60c0abe-c25a-4472-a9ed-320c6667d317',
        event_id: 'event-live-b0b9a1b0-9e4e-4b43-8d5a-26bb0a9b6a0a',
        action: 'CREATE',
        object_type: 'user',
        source: 'DIRECT',
        id: 'user-live-e3795c81-f849-4167-bfda-e4a6e9c280fd',
        timestamp: '2025-10-09T08:53:20.000Z',
        event_type: 'direct.user.create',
        user: { user_id: 'user-live-e3795c81-f849-4167-bfda-e4a6e9c280fd', status: 'active' },
      },
    },
    {
      type: 'direct.session.create',
      description: 'A session began.',
      sample: {
        project_id: 'project-live-c60c0abe-c25a-4472-a9ed-320c6667d317',
        event_id: 'event-live-b0b9a1b0-9e4e-4b43-8d5a-26bb0a9b6a0b',
        action: 'CREATE',
        object_type: 'session',
        source: 'DIRECT',
        id: 'session-live-e26a0ccb-0dc0-4edb-a4bb-e70210f43555',
        timestamp: '2025-10-09T08:53:20.000Z',
        event_type: 'direct.session.create',
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
