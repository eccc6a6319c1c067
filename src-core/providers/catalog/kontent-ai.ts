import type { ProviderInput } from '../provider.ts';

export const kontentAi = (): ProviderInput => ({
  id: 'kontent-ai',
  name: 'Kontent.ai',
  docsUrl: 'https://kontent.ai/learn/docs/webhooks/javascript',
  summary: 'Content items, assets and types: several notifications a delivery.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'X-Kontent-ai-Signature' } },
  },
  secret: { description: 'Secret as UTF-8 (looks like base64, do not decode).', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/notifications/0/message/action' }],
  delivery: {
    timeoutMs: 20_000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 60_000, factor: 2, capMs: 43_200_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 259_200_000,
      timeoutMs: 20_000,
    },
    notes: ['Retries for up to 3 days; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'published',
      description: 'An item was published.',
      sample: {
        notifications: [
          {
            data: {
              system: {
                id: '35f8b1a2-0000-0000-0000-000000000001',
                name: 'Café',
                codename: 'cafe',
                collection: 'default',
                workflow: 'default',
                workflow_step: 'published',
                language: 'en-us',
                type: 'article',
                last_modified: '2025-10-09T08:53:20.000Z',
              },
            },
            message: {
              environment_id: '975bf280-0000-0000-0000-000000000001',
              object_type: 'content_item',
              action: 'published',
              delivery_slot: 'published',
            },
          },
        ],
      },
    },
  ],
  notes: ['Line breaks may need normalising to CRLF (helper has replaceLinebreaks).'],
  confidence: 'verified-by-sdk',
  sources: ['npm:@kontent-ai/webhook-helper@3.0.3'],
});
