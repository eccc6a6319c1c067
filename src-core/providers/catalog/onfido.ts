import type { ProviderInput } from '../provider.ts';

export const onfido = (): ProviderInput => ({
  id: 'onfido',
  name: 'Onfido',
  docsUrl: 'https://documentation.onfido.com/api/latest/#webhooks',
  summary: 'Identity checks, reports and workflow runs.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-SHA2-Signature' } } },
  secret: { description: 'token of the webhook.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/payload/action' }],
  recognise: { headers: ['X-SHA2-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'check.completed',
      description: 'A check is complete.',
      sample: {
        payload: {
          resource_type: 'check',
          action: 'check.completed',
          object: {
            id: '5345badd-f4bf-4240-9f3b-ffb998bda09e',
            status: 'complete',
            completed_at_iso8601: '2025-10-09T08:53:20Z',
            href: 'https://api.eu.onfido.com/v3.6/checks/5345badd',
          },
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
