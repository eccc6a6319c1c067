import type { ProviderInput } from '../provider.ts';

export const datadog = (): ProviderInput => ({
  id: 'datadog',
  name: 'Datadog',
  docsUrl: 'https://docs.datadoghq.com/integrations/webhooks/',
  summary: 'Alerts of monitors, with a payload of one’s own.',
  scheme: { kind: 'none' },
  secret: { description: 'There is none.' },
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  notes: [
    'Unsigned: headers of one’s own can be added. The payload is a template: the sample is its default.',
  ],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'metric_alert_monitor',
      description: 'A monitor changed its state.',
      sample: {
        id: '5400000000000000000',
        event_type: 'metric_alert_monitor',
        title: '[Triggered] CPU above 90 %',
        last_updated: '1760000000000',
        date: '1760000000000',
        org: { id: '1', name: 'Example' },
        body: 'CPU is high',
      },
    },
  ],
  recognise: { json: ['/event_type', '/org/id', '/last_updated'] },
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
