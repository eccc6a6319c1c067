import type { ProviderInput } from '../provider.ts';

export const newRelic = (): ProviderInput => ({
  id: 'new-relic',
  name: 'New Relic',
  docsUrl: 'https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/',
  summary: 'Issues of alerts, with a payload of one’s own.',
  scheme: { kind: 'basic' },
  secret: { description: 'user:password of HTTP Basic.', generate: 'user-password' },
  eventTypeAt: [{ in: 'json', pointer: '/state' }],
  notes: [
    'HTTP Basic or a bearer token, as the destination says; there is no signature. The payload is a template: the sample is its default in short.',
  ],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'ACTIVATED',
      description: 'An issue was opened.',
      sample: {
        id: 'b7c1a9f0-6f0b-4c3e-8f4c-4e6b0a3c1d2e',
        issueUrl: 'https://radar-api.service.newrelic.com/accounts/1/issues/b7c1',
        title: 'CPU above 90 %',
        priority: 'CRITICAL',
        state: 'ACTIVATED',
        createdAt: 1760000000000,
      },
    },
  ],
  recognise: { json: ['/issueUrl', '/priority', '/state'] },
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
