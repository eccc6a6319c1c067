import type { ProviderInput } from '../provider.ts';

export const todoist = (): ProviderInput => ({
  id: 'todoist',
  name: 'Todoist',
  docsUrl: 'https://developer.todoist.com/api/v1/#tag/Webhooks',
  summary: 'Tasks, projects, sections and labels.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'X-Todoist-Hmac-SHA256' } },
  },
  secret: { description: 'The client secret of the app.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event_name' }],
  deliveryIdAt: [{ in: 'header', name: 'X-Todoist-Delivery-ID' }],
  headers: { 'User-Agent': 'Todoist-Webhooks', 'X-Todoist-Delivery-ID': '{uuid}' },
  recognise: { headers: ['X-Todoist-Hmac-SHA256'], userAgent: 'Todoist-Webhooks' },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'item:added',
      description: 'A task was added.',
      sample: {
        event_name: 'item:added',
        user_id: '2671355',
        version: '10',
        initiator: { id: '2671355', full_name: 'Ada' },
        event_data: {
          id: '6XR4GqQQCW6Gv9h4',
          content: 'Buy milk',
          checked: false,
          added_at: '2025-10-09T08:53:20.000Z',
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
