import type { ProviderInput } from '../provider.ts';

export const sentry = (): ProviderInput => ({
  id: 'sentry',
  name: 'Sentry integration platform',
  docsUrl: 'https://docs.sentry.io/organization/integrations/integration-platform/webhooks/',
  summary: 'Issues, errors, alerts and installations of an integration.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'Sentry-Hook-Signature' } } },
  secret: { description: 'Integration Client Secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'Sentry-Hook-Resource' }],
  deliveryIdAt: [{ in: 'header', name: 'Request-ID' }],
  headers: { 'Sentry-Hook-Resource': '{eventType}', 'Request-ID': '{uuid}' },
  delivery: {
    timeoutMs: 1000,
    retryPolicy: { maxAttempts: 1, timeoutMs: 1000 },
    stopsOn: 'Not retried.',
    endpointDisabling: 'Published integrations are disabled after many timeouts.',
    notes: ['Docs ask for an answer within 1 s.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'issue',
      description: 'An issue was created, resolved, assigned, …',
      sample: {
        action: 'created',
        installation: { uuid: 'a8e5d37a-696c-4c54-adb5-b3f28d64c7de' },
        data: {
          issue: {
            id: '1170820242',
            shortId: 'WEB-1',
            title: 'ReferenceError: heck is not defined',
            culprit: '?(<anonymous>)',
            level: 'error',
            status: 'unresolved',
            project: { id: '1', name: 'website', slug: 'website', platform: 'javascript' },
            count: '1',
            userCount: 1,
            firstSeen: '2025-10-09T08:53:20.000Z',
          },
        },
        actor: { type: 'application', id: 'sentry', name: 'Sentry' },
      },
    },
    {
      type: 'event_alert',
      description: 'An issue alert fired.',
      sample: {
        action: 'triggered',
        installation: { uuid: 'a8e5d37a-696c-4c54-adb5-b3f28d64c7de' },
        data: {
          event: {
            event_id: 'e4874d664c3540c1a32eab185f12c5ab',
            title: 'ReferenceError: heck is not defined',
            platform: 'javascript',
          },
          triggered_rule: 'Very Important Alert Rule!',
        },
        actor: { type: 'application', id: 'sentry', name: 'Sentry' },
      },
    },
  ],
  recognise: { headers: ['Sentry-Hook-Resource', 'Sentry-Hook-Signature'] },
  notes: ['Sentry sample code hashes JSON.stringify(body); use raw bytes.'],
  confidence: 'secondary',
  sources: [
    'Public integrations that use Sentry-Hook-Signature',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
