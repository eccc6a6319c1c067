import type { ProviderInput } from '../provider.ts';

export const sharepoint = (): ProviderInput => ({
  id: 'sharepoint',
  name: 'SharePoint',
  docsUrl: 'https://learn.microsoft.com/sharepoint/dev/apis/webhooks/overview-sharepoint-webhooks',
  summary: 'Says only which list changed.',
  scheme: { kind: 'payload-field', pointer: '/value/*/clientState' },
  secret: { description: 'Optional clientState.', generate: 'hex32' },
  handshakes: [
    {
      id: 'challenge',
      description: 'POST with query validationtoken and empty body.',
      match: { method: 'POST', query: { validationtoken: '*' } },
      respond: { status: 200, contentType: 'text/plain', body: '{query:validationtoken}' },
    },
  ],
  delivery: {
    timeoutMs: 5000,
    retryPolicy: {
      maxAttempts: 6,
      schedule: { kind: 'list', waitsMs: [300_000, 300_000, 300_000, 300_000, 300_000] },
      timeoutMs: 5000,
    },
    confidence: 'secondary',
  },
  events: [
    {
      type: 'change',
      description: 'A list changed.',
      sample: {
        value: [
          {
            subscriptionId: '91779246-afe9-4525-b122-6c199ae89211',
            clientState: 'your_client_state',
            expirationDateTime: '2026-04-30T17:27:00.0000000Z',
            resource: 'b9f6f714-9df8-470b-b22e-653855e1c181',
            tenantId: '00000000-0000-0000-0000-000000000000',
            siteUrl: '/',
            webId: 'dbc5a806-e4d4-46e5-951c-6344d70b62fa',
          },
        ],
      },
    },
  ],
  recognise: { json: ['/value/0/subscriptionId', '/value/0/siteUrl'] },
  notes: ['Query parameter is validationtoken, all lower case, unlike Graph.'],
  confidence: 'secondary',
  sources: ['github:hookdeck/webhook-skills providers.yaml (2026)'],
});
