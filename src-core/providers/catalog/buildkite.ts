import type { ProviderInput } from '../provider.ts';

export const buildkite = (): ProviderInput => ({
  id: 'buildkite',
  name: 'Buildkite',
  docsUrl: 'https://buildkite.com/docs/apis/webhooks/pipelines',
  summary: 'Builds, jobs and agents.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'X-Buildkite-Signature' },
      format: 'timestamp={timestamp},signature={signature}',
    },
    timestamp: { at: { in: 'signature' } },
  },
  alternatives: [
    {
      id: 'token',
      name: 'The token itself in X-Buildkite-Token',
      scheme: { kind: 'static-token', header: 'X-Buildkite-Token' },
    },
  ],
  secret: { description: 'Webhook token, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-Buildkite-Event' }],
  deliveryIdAt: [{ in: 'header', name: 'X-Buildkite-Request' }],
  headers: {
    'User-Agent': 'Buildkite-Request',
    'X-Buildkite-Event': '{eventType}',
    'X-Buildkite-Request': '{uuid}',
  },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'build.finished',
      description: 'A build ended.',
      sample: {
        event: 'build.finished',
        build: {
          id: 'f62a1b4d-10f9-4790-bc1c-e2c3a0c80983',
          number: 27,
          state: 'passed',
          blocked: false,
          message: 'Tidy the footer',
          commit: 'b1c2d3',
          branch: 'main',
          finished_at: '2025-10-09 08:53:20 UTC',
        },
        pipeline: { id: '849411f9', slug: 'website', name: 'Website' },
        sender: { id: '8a7693f8', name: 'Ada' },
      },
    },
    {
      type: 'ping',
      description: 'The webhook was just created.',
      sample: {
        event: 'ping',
        service: { id: 'c9f8372d-c0cd-43dc-9274-768a875cf6ca', provider: 'webhook' },
        organization: { id: '49801950-1df0-474f-bb56-ad6a930c5cb9', name: 'Octo', slug: 'octo' },
        sender: { id: 'c9f8372d', name: 'Ada' },
      },
    },
  ],
  recognise: { headers: ['X-Buildkite-Event'], userAgent: 'Buildkite-Request' },
  notes: ['Alternative mode sends the token itself in X-Buildkite-Token.'],
  confidence: 'secondary',
  sources: ['github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)'],
});
