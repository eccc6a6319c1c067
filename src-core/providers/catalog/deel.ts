import type { ProviderInput } from '../provider.ts';

export const deel = (): ProviderInput => ({
  id: 'deel',
  name: 'Deel',
  docsUrl: 'https://developer.deel.com/docs/webhooks-get-started',
  summary: 'Contracts, onboarding, invoices and time off.',
  scheme: {
    kind: 'hmac',
    signedContent: 'POST{body}',
    signature: { at: { in: 'header', name: 'x-deel-signature' } },
  },
  secret: { description: 'The webhook’s signing key, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/data/meta/event_type' }],
  headers: { 'x-deel-hmac-label': 'Tacklebox', 'x-deel-webhook-version': '1.0.0' },
  recognise: { headers: ['x-deel-signature', 'x-deel-hmac-label'] },
  notes: ['The word POST stands before the body in what is signed.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'contract.created',
      description: 'A contract was made.',
      sample: {
        data: {
          meta: {
            event_type: 'contract.created',
            event_type_id: 'd1f2',
            organization_id: 'o1',
            tracking_id: 't1',
          },
          resource: { id: 'm8jzw4y', status: 'new', type: 'pay_as_you_go_time_based' },
        },
        timestamp: '2025-10-09T08:53:20.000Z',
      },
    },
  ],
  confidence: 'docs',
  sources: [
    'https://developer.deel.com/docs/webhooks-get-started',
    'github:stefano-romanelli-Deel/dev-docs-as-code docs/Basics/webhooks/webhooks-verification-examples.md',
  ],
});
