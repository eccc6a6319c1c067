import type { ProviderInput } from '../provider.ts';

export const circleci = (): ProviderInput => ({
  id: 'circleci',
  name: 'CircleCI',
  docsUrl: 'https://circleci.com/docs/webhooks/',
  summary: 'Workflows and jobs.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'circleci-signature' }, format: 'v1={signature}', separator: ',' },
  },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  headers: { 'User-Agent': 'CircleCI-Webhook/1.0', 'circleci-event-type': '{eventType}' },
  delivery: { timeoutMs: 5000, confidence: 'unverified' },
  events: [
    {
      type: 'workflow-completed',
      description: 'A workflow ended.',
      sample: {
        type: 'workflow-completed',
        id: '3888f21b-eaa7-38e3-8f3d-75a63bba8895',
        happened_at: '2025-10-09T08:53:20.000Z',
        webhook: { id: 'cf8c4fdd-0587-4da1-b4ca-4846e9640af9', name: 'Sample Webhook' },
        project: { id: '84996744-a854-4f5e-aea3-04e2851dc1d2', name: 'website', slug: 'github/octo/website' },
        workflow: {
          id: 'fda08377-fe7e-46b1-8992-3a7aaecac9c3',
          name: 'build-test-deploy',
          status: 'success',
          created_at: '2025-10-09T08:53:20.000Z',
          stopped_at: '2025-10-09T08:53:20.000Z',
        },
        pipeline: { id: '1285fe1d-d3a6-44fc-8886-8979558254c4', number: 130 },
      },
    },
    {
      type: 'job-completed',
      description: 'A job ended.',
      sample: {
        type: 'job-completed',
        id: '8bd71c28-4969-3677-8940-3e3a61c46660',
        happened_at: '2025-10-09T08:53:20.000Z',
        job: { id: '8b91f9a8-7975-4e60-916c-f0152ccbc2ef', name: 'build', status: 'success', number: 1 },
      },
    },
  ],
  recognise: { headers: ['circleci-event-type'], userAgent: 'CircleCI-Webhook/' },
  notes: ['Comma separated versions; use v1.'],
  confidence: 'secondary',
  sources: [
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
