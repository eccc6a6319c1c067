import type { ProviderInput } from '../provider.ts';

export const asana = (): ProviderInput => ({
  id: 'asana',
  name: 'Asana',
  docsUrl: 'https://developers.asana.com/docs/webhooks-guide',
  summary: 'Tasks, projects and stories: several events a delivery.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-Hook-Signature' } } },
  secret: { description: 'X-Hook-Secret value received in the handshake, UTF-8.', generate: 'provider' },
  eventTypeAt: [
    { in: 'json', pointer: '/events/0/resource/resource_type' },
    { in: 'json', pointer: '/events/0/action' },
  ],
  eventTypeJoin: '.',
  handshakes: [
    {
      id: 'hook-secret',
      description:
        'While the create call is still open Asana posts X-Hook-Secret; it goes back in the same header and is the signing secret from then on.',
      match: { method: 'POST', header: { 'X-Hook-Secret': '*' } },
      respond: { status: 200, headers: { 'X-Hook-Secret': '{header:X-Hook-Secret}' } },
      secretFrom: { in: 'header', name: 'X-Hook-Secret' },
    },
  ],
  delivery: {
    success: '200,204',
    timeoutMs: 10_000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 30_000, factor: 2, capMs: 14_400_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 86_400_000,
      timeoutMs: 10_000,
      success: '200,204',
      giveUpOn: '410',
      disableAfter: { onStatus: '410', failingMs: 86_400_000 },
    },
    stopsOn: '2xx; 410 deletes the webhook.',
    endpointDisabling:
      'Deleted after 24 h without a successful delivery or heartbeat (heartbeat {"events":[]} every 8 h).',
    notes: ['Success is 200 or 204.', 'Retries for up to 1 day; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'task.changed',
      description: 'A task changed.',
      sample: {
        events: [
          {
            user: { gid: '12345', resource_type: 'user' },
            created_at: '2025-10-09T08:53:20.000Z',
            action: 'changed',
            resource: { gid: '1337', resource_type: 'task' },
            parent: null,
            change: { field: 'due_at', action: 'changed' },
          },
        ],
      },
    },
    {
      type: 'story.added',
      description: 'A story was added.',
      sample: {
        events: [
          {
            user: { gid: '12345', resource_type: 'user' },
            created_at: '2025-10-09T08:53:20.000Z',
            action: 'added',
            resource: { gid: '1338', resource_type: 'story', resource_subtype: 'comment_added' },
            parent: { gid: '1337', resource_type: 'task' },
          },
        ],
      },
    },
  ],
  recognise: { headers: ['X-Hook-Secret', 'X-Hook-Signature'] },
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook apps/engine/src/handshake.ts (Aug 2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
