import type { ProviderInput } from '../provider.ts';

export const heroku = (): ProviderInput => ({
  id: 'heroku',
  name: 'Heroku app webhooks',
  docsUrl: 'https://devcenter.heroku.com/articles/app-webhooks',
  summary: 'Apps, builds, releases and dynos.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'Heroku-Webhook-Hmac-SHA256' } },
  },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/webhook_metadata/event/include' }],
  deliveryIdAt: [{ in: 'json', pointer: '/webhook_metadata/delivery/id' }],
  delivery: {
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 60_000, factor: 2, capMs: 14_400_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 259_200_000,
    },
    notes: [
      'Retried up to 72 h then discarded (changelog 1966).',
      'Retries for up to 3 days; the waits are not published.',
    ],
    confidence: 'docs',
  },
  events: [
    {
      type: 'api:release',
      description: 'A release was made.',
      sample: {
        id: '01234567-89ab-cdef-0123-456789abcdef',
        created_at: '2025-10-09T08:53:20.000Z',
        resource: 'release',
        action: 'create',
        actor: { id: '1', email: 'ada@example.com' },
        data: {
          app: { id: '2', name: 'website' },
          version: 11,
          status: 'succeeded',
          description: 'Deploy 4284a7f',
        },
        previous_data: {},
        published_at: '2025-10-09T08:53:20.000Z',
        sequence: null,
        updated_at: '2025-10-09T08:53:20.000Z',
        version: 'application/vnd.heroku+json; version=3',
        webhook_metadata: {
          attempt: { id: '3' },
          delivery: { id: '4' },
          event: { id: '5', include: 'api:release' },
          webhook: { id: '6' },
        },
      },
    },
  ],
  recognise: { json: ['/webhook_metadata/delivery/id'] },
  confidence: 'secondary',
  sources: [
    'https://devcenter.heroku.com/changelog-items/1966',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
