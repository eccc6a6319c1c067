import type { ProviderInput } from '../provider.ts';

export const snyk = (): ProviderInput => ({
  id: 'snyk',
  name: 'Snyk',
  docsUrl: 'https://docs.snyk.io/snyk-api/how-to-use-snyk-webhooks-apis/validating-payloads',
  summary: 'Projects whose vulnerabilities changed.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Hub-Signature' }, format: 'sha256={signature}' },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-Snyk-Event' }],
  deliveryIdAt: [{ in: 'header', name: 'X-Snyk-Transport-ID' }],
  headers: {
    'X-Snyk-Event': '{eventType}',
    'X-Snyk-Transport-ID': '{id}',
    'X-Snyk-Timestamp': '2025-10-09T08:53:20Z',
    'User-Agent': 'Snyk-Webhooks',
  },
  recognise: { headers: ['X-Snyk-Event'], userAgent: 'Snyk-Webhooks' },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'project_snapshot/v0',
      description: 'A project was tested.',
      sample: {
        project: { id: 'af137b96-6966-46c1-826b-2e79ac49bbd9', name: 'octo/website' },
        org: { name: 'Example' },
        newIssues: [],
        removedIssues: [],
      },
    },
    {
      type: 'ping/v0',
      description: 'Snyk tries the address.',
      sample: { webhookId: 'd3cf26b3-2d77-497b-bce2-23b33cc15362' },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
