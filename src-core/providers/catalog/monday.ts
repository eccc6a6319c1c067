import type { ProviderInput } from '../provider.ts';

export const monday = (): ProviderInput => ({
  id: 'monday',
  name: 'monday.com',
  docsUrl: 'https://developer.monday.com/api-reference/reference/webhooks',
  summary: 'Items and columns of boards.',
  scheme: {
    kind: 'jwt',
    algorithm: 'HS256',
    at: { in: 'header', name: 'Authorization' },
    claims: { aud: '{field:audience}' },
    requires: ['exp'],
    stamps: ['iat', 'exp'],
    fields: [
      {
        name: 'audience',
        label: 'Audience',
        description: 'The address of the endpoint as monday knows it, which the token names in aud.',
        madeUp: '{url}',
      },
    ],
  },
  secret: { description: 'Signing secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/event/triggerUuid' }],
  handshakes: [
    {
      id: 'challenge',
      description: 'POST JSON whose only key is challenge.',
      match: { method: 'POST', json: { '/challenge': '*' } },
      respond: { status: 200, contentType: 'application/json', body: '{"challenge":"{json:/challenge}"}' },
    },
  ],
  delivery: {
    success: '200',
    retryPolicy: {
      maxAttempts: 31,
      schedule: { kind: 'linear', firstMs: 60_000, stepMs: 0 },
      success: '200',
    },
    notes: ['Once a minute for 30 min.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'create_pulse',
      description: 'An item was made.',
      sample: {
        event: {
          userId: 9603417,
          originalTriggerUuid: null,
          boardId: 1771812698,
          pulseId: 1772099344,
          pulseName: 'Create_item webhook',
          groupId: 'topics',
          columnValues: {},
          app: 'monday',
          type: 'create_pulse',
          triggerTime: '2025-10-09T08:53:20.411Z',
          subscriptionId: 73759690,
          triggerUuid: 'b5ed2e17c530f43668de130142445cba',
        },
      },
    },
    {
      type: 'update_column_value',
      description: 'A column’s value changed.',
      sample: {
        event: {
          userId: 9603417,
          boardId: 1771812698,
          pulseId: 1771812728,
          columnId: 'status',
          columnType: 'color',
          value: { label: { index: 1, text: 'Done' } },
          previousValue: null,
          type: 'update_column_value',
          triggerTime: '2025-10-09T08:53:20.411Z',
          subscriptionId: 73759691,
          triggerUuid: '504b2eb76c80f672a18f892c0f700e41',
        },
      },
    },
  ],
  recognise: { json: ['/event/boardId'] },
  notes: ['Board webhooks made with a personal token carry no JWT at all.'],
  confidence: 'secondary',
  sources: [
    'https://developer.monday.com/apps/docs/authorization-header (aud and exp are to be checked)',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook apps/engine/src/handshake.ts (Aug 2026)',
  ],
});
