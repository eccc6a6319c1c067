import { standardWebhooksSigning, svixDelivery } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const liveblocks = (): ProviderInput => ({
  id: 'liveblocks',
  name: 'Liveblocks',
  docsUrl: 'https://liveblocks.io/docs/platform/webhooks',
  summary: 'Rooms, users, comments and storage.',
  ...standardWebhooksSigning('webhook'),
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  delivery: svixDelivery('unverified', ['Assumed Svix schedule.']),
  events: [
    {
      type: 'userEntered',
      description: 'Somebody entered a room.',
      sample: {
        type: 'userEntered',
        data: {
          projectId: 'my-project-id',
          roomId: 'my-room-id',
          connectionId: 4,
          userId: 'ada',
          userInfo: {},
          enteredAt: '2025-10-09T08:53:20.000Z',
          numActiveUsers: 8,
        },
      },
    },
    {
      type: 'commentCreated',
      description: 'Somebody commented.',
      sample: {
        type: 'commentCreated',
        data: {
          projectId: 'my-project-id',
          roomId: 'my-room-id',
          threadId: 'th_1',
          commentId: 'cm_1',
          createdAt: '2025-10-09T08:53:20.000Z',
          createdBy: 'ada',
        },
      },
    },
  ],
  recognise: { json: ['/data/projectId', '/data/roomId'] },
  notes: ['whsec_ prefix is mandatory for the SDK.'],
  confidence: 'verified-by-sdk',
  sources: ['npm:@liveblocks/node@3.24.2 WebhookHandler'],
});
