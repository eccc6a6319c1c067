import { standardWebhooksSigning, svixDelivery } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const vanta = (): ProviderInput => ({
  id: 'vanta',
  name: 'Vanta',
  docsUrl: 'https://developer.vanta.com/docs/webhooks',
  summary: 'Tests, vulnerabilities, people and vendors of a compliance programme.',
  ...standardWebhooksSigning('svix'),
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  notes: ['The event names are examples of ours.'],
  delivery: svixDelivery('secondary'),
  events: [
    {
      type: 'test.status_changed',
      description: 'A test passed or failed.',
      sample: {
        type: 'test.status_changed',
        timestamp: '2025-10-09T08:53:20.000Z',
        data: { testId: 'aws-s3-encryption', status: 'NEEDS_ATTENTION' },
      },
    },
  ],
  confidence: 'unverified',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
