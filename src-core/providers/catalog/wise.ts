import type { ProviderInput } from '../provider.ts';

export const wise = (): ProviderInput => ({
  id: 'wise',
  name: 'Wise',
  docsUrl: 'https://docs.wise.com/api-docs/guides/webhooks',
  summary: 'Transfers, balances and profiles, signed by Wise’s RSA key.',
  scheme: {
    kind: 'asymmetric',
    algorithm: 'rsa-sha256',
    signature: { at: { in: 'header', name: 'X-Signature-SHA256' } },
  },
  secret: { description: 'Wise public key per environment.', generate: 'provider' },
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  deliveryIdAt: [{ in: 'header', name: 'X-Delivery-Id' }],
  headers: { 'X-Delivery-Id': '{uuid}' },
  handshakes: [
    {
      id: 'ping',
      description: 'Test POST with X-Test-Notification when the subscription is made.',
      match: { method: 'POST', header: { 'X-Test-Notification': 'true' } },
      respond: { status: 200 },
    },
  ],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'transfers#state-change',
      description: 'A transfer’s state changed.',
      sample: {
        data: {
          resource: { id: 111, profile_id: 222, account_id: 333, type: 'transfer' },
          current_state: 'processing',
          previous_state: 'incoming_payment_waiting',
          occurred_at: '2025-10-09T08:53:20Z',
        },
        subscription_id: '01234567-89ab-cdef-0123-456789abcdef',
        event_type: 'transfers#state-change',
        schema_version: '2.0.0',
        sent_at: '2025-10-09T08:53:20Z',
      },
    },
    {
      type: 'balances#credit',
      description: 'Money arrived in a balance.',
      sample: {
        data: {
          resource: { id: 111, profile_id: 222, type: 'balance-account' },
          amount: 1.23,
          currency: 'EUR',
          post_transaction_balance_amount: 2.34,
          occurred_at: '2025-10-09T08:53:20Z',
          transaction_type: 'credit',
        },
        subscription_id: '01234567-89ab-cdef-0123-456789abcdef',
        event_type: 'balances#credit',
        schema_version: '2.0.0',
        sent_at: '2025-10-09T08:53:20Z',
      },
    },
  ],
  recognise: { headers: ['X-Signature-SHA256'] },
  notes: ['Old X-Signature is RSA-SHA1.', 'X-Test-Notification: true on the validation post.'],
  confidence: 'secondary',
  sources: [
    'github:webhook-co/webhook apps/docs/providers/directory.mdx',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
