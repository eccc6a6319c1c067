import { standardWebhooksSigning } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const increase = (): ProviderInput => ({
  id: 'increase',
  name: 'Increase',
  docsUrl: 'https://increase.com/documentation/webhooks',
  summary: 'Accounts, cards and transfers.',
  ...standardWebhooksSigning('webhook'),
  eventTypeAt: [{ in: 'json', pointer: '/category' }],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'transaction.created',
      description: 'Money moved.',
      sample: {
        id: 'event_001dzz0r20rzr4zrhrr1364hy80',
        created_at: '2025-10-09T08:53:20Z',
        category: 'transaction.created',
        associated_object_id: 'transaction_uyrp7fld2ium70oa7oi',
        associated_object_type: 'transaction',
        type: 'event',
      },
    },
    {
      type: 'account.created',
      description: 'An account was opened.',
      sample: {
        id: 'event_001dzz0r20rzr4zrhrr1364hy81',
        created_at: '2025-10-09T08:53:20Z',
        category: 'account.created',
        associated_object_id: 'account_in71c4amph0vgo2qllky',
        associated_object_type: 'account',
        type: 'event',
      },
    },
  ],
  recognise: { json: ['/associated_object_id', '/category'] },
  notes: [
    'Header is a space-separated list of v1,<base64> entries; accept if any matches; ignore v1a (ed25519) unless you hold a whpk_ key.',
    'Timestamp window applies to past and future.',
  ],
  confidence: 'secondary',
  sources: ['github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)'],
});
