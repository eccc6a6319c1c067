import type { ProviderInput } from '../provider.ts';

export const merge = (): ProviderInput => ({
  id: 'merge',
  name: 'Merge',
  docsUrl: 'https://docs.merge.dev/basics/webhooks/security/',
  summary: 'Linked accounts and their data, of many HR, accounting and CRM systems.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64url',
    signature: { at: { in: 'header', name: 'X-Merge-Webhook-Signature' } },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/hook/event' }],
  recognise: { headers: ['X-Merge-Webhook-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'LinkedAccount.linked',
      description: 'An account was linked.',
      sample: {
        hook: {
          id: '0496d4c8-42e6-4072-80b9-7b3bfdc0b7d6',
          event: 'LinkedAccount.linked',
          target: 'https://example.com/hooks',
        },
        linked_account: {
          id: '9871b4a9-f5d2-4f3b-a66b-dfedbed42c46',
          integration: 'BambooHR',
          category: 'hris',
        },
        data: { is_initial_sync: true },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
