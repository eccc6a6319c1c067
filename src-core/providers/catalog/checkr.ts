import type { ProviderInput } from '../provider.ts';

export const checkr = (): ProviderInput => ({
  id: 'checkr',
  name: 'Checkr',
  docsUrl: 'https://docs.checkr.com/#section/Webhooks',
  summary: 'Background checks: reports, candidates, invitations.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-Checkr-Signature' } } },
  secret: { description: 'The API key that the webhook belongs to.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  recognise: { headers: ['X-Checkr-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'report.completed',
      description: 'A report is done.',
      sample: {
        id: '507f1f77bcf86cd799439011',
        object: 'event',
        type: 'report.completed',
        created_at: '2025-10-09T08:53:20Z',
        webhook_url: 'https://example.com/hooks',
        data: { object: { id: '532e71cfe88a1d4e8d00000d', object: 'report', status: 'clear' } },
      },
    },
    {
      type: 'invitation.completed',
      description: 'A candidate filled in the form.',
      sample: {
        id: '507f1f77bcf86cd799439012',
        object: 'event',
        type: 'invitation.completed',
        created_at: '2025-10-09T08:53:20Z',
        data: { object: { id: '2c1', object: 'invitation', status: 'completed' } },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
