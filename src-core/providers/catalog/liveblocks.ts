import { standardWebhooksSigning } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const liveblocks = (): ProviderInput => ({
  id: 'liveblocks',
  name: 'Liveblocks',
  docsUrl: 'https://liveblocks.io/docs/platform/webhooks',
  summary: 'Rooms, users, comments and storage.',
  ...standardWebhooksSigning('webhook'),
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
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
    notes: ['Success is 2xx (3xx counts as failure).', 'Assumed Svix schedule.'],
    confidence: 'unverified',
  },
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
