import { standardWebhooksSigning } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const render = (): ProviderInput => ({
  id: 'render',
  name: 'Render',
  docsUrl: 'https://render.com/docs/webhooks',
  summary: 'Deploys, services, databases and their health.',
  ...standardWebhooksSigning('webhook'),
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  recognise: { json: ['/data/serviceId'] },
  notes: ['Follows Standard Webhooks.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'deploy_ended',
      description: 'A deploy is over.',
      sample: {
        type: 'deploy_ended',
        timestamp: '2025-10-09T08:53:20.000Z',
        data: {
          id: 'evt-cph1rs3idesc73a2b2mg',
          serviceId: 'srv-cph1rs3idesc73a2b2mg',
          serviceName: 'web',
          status: 'succeeded',
        },
      },
    },
    {
      type: 'service_suspended',
      description: 'A service was suspended.',
      sample: {
        type: 'service_suspended',
        timestamp: '2025-10-09T08:53:20.000Z',
        data: { id: 'evt-cph1rs3idesc73a2b2mh', serviceId: 'srv-cph1rs3idesc73a2b2mg', serviceName: 'web' },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
