import { standardWebhooksSigning, svixDelivery } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const lithic = (): ProviderInput => ({
  id: 'lithic',
  name: 'Lithic',
  docsUrl: 'https://docs.lithic.com/docs/events-api',
  summary: 'Cards, transactions and accounts.',
  ...standardWebhooksSigning('webhook'),
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  delivery: svixDelivery('secondary', []),
  events: [
    {
      type: 'card.created',
      description: 'A card was made.',
      sample: {
        event_type: 'card.created',
        card_token: '7ef7d65c-9023-4da3-b113-3b8583fd7951',
        replacement_for: null,
        card_program_token: '5e9483eb-8103-4e16-9794-2106111b2eca',
      },
    },
    {
      type: 'card_transaction.updated',
      description: 'A transaction changed.',
      sample: {
        event_type: 'card_transaction.updated',
        token: '12345624-aa69-4cbc-a946-30d90181b621',
        status: 'PENDING',
        result: 'APPROVED',
        amount: 1900,
        merchant: { descriptor: 'COFFEE SHOP', city: 'NEW YORK' },
        created: '2025-10-09T08:53:20Z',
      },
    },
  ],
  notes: [
    'Header is a space-separated list of v1,<base64> entries; accept if any matches; ignore v1a (ed25519) unless you hold a whpk_ key.',
    'Timestamp window applies to past and future.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:lithic@0.145.0 resources/webhooks.js',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
