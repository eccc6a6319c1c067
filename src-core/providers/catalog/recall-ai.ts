import { standardWebhooksSigning, svixDelivery } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const recallAi = (): ProviderInput => ({
  id: 'recall-ai',
  name: 'Recall.ai',
  docsUrl: 'https://docs.recall.ai/docs/webhooks',
  summary: 'Bots in meetings: status, recordings, transcripts.',
  ...standardWebhooksSigning('svix'),
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  delivery: svixDelivery('secondary'),
  events: [
    {
      type: 'bot.done',
      description: 'A bot is done.',
      sample: {
        event: 'bot.done',
        data: {
          data: { code: 'done', sub_code: null, updated_at: '2025-10-09T08:53:20.000Z' },
          bot: { id: '3fa85f64-5717-4562-b3fc-2c963f66afa6', metadata: {} },
        },
      },
    },
  ],
  recognise: { json: ['/data/bot/id', '/data/data/code'] },
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
