import { standardWebhooksSigning, svixDelivery } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const incidentIo = (): ProviderInput => ({
  id: 'incident-io',
  name: 'incident.io',
  docsUrl: 'https://docs.incident.io/integrations/webhooks',
  summary: 'Incidents, alerts, follow-ups and on-call schedules.',
  ...standardWebhooksSigning('webhook'),
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  delivery: svixDelivery('secondary'),
  events: [
    {
      type: 'public_incident.incident_created_v2',
      description: 'An incident was declared.',
      sample: {
        event_type: 'public_incident.incident_created_v2',
        'public_incident.incident_created_v2': {
          id: '01FDAG4SAP5TYPT98WGR2N7W91',
          name: 'Our database is sad',
          reference: 'INC-123',
          severity: { name: 'Minor' },
        },
      },
    },
    {
      type: 'public_incident.incident_updated_v2',
      description: 'An incident changed.',
      sample: {
        event_type: 'public_incident.incident_updated_v2',
        'public_incident.incident_updated_v2': {
          id: '01FDAG4SAP5TYPT98WGR2N7W91',
          name: 'Our database is fine',
          reference: 'INC-123',
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
