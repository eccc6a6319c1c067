import type { ProviderInput } from '../provider.ts';

export const clickup = (): ProviderInput => ({
  id: 'clickup',
  name: 'ClickUp',
  docsUrl: 'https://developer.clickup.com/docs/webhooksignature',
  summary: 'Tasks, lists, folders and goals.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-Signature' } } },
  secret: { description: 'webhook.secret of the answer that made the webhook.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  recognise: { json: ['/webhook_id', '/event', '/task_id'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'taskCreated',
      description: 'A task was made.',
      sample: {
        event: 'taskCreated',
        webhook_id: '7689a169-a000-4985-8676-6902b96d6627',
        task_id: 'c0j',
        history_items: [{ id: '2800763136717140857', type: 1, date: '1760000000000' }],
      },
    },
    {
      type: 'taskStatusUpdated',
      description: 'A task has another status.',
      sample: {
        event: 'taskStatusUpdated',
        webhook_id: '7689a169-a000-4985-8676-6902b96d6627',
        task_id: 'c0j',
        history_items: [{ id: '2800787326392370170', type: 1, field: 'status' }],
      },
    },
  ],
  confidence: 'docs',
  sources: ['https://developer.clickup.com/docs/webhooksignature'],
});
