import { spanningSchedule } from '../../retry/spanning-schedule.ts';
import type { ProviderInput } from '../provider.ts';

export const chargebee = (): ProviderInput => ({
  id: 'chargebee',
  name: 'Chargebee',
  docsUrl: 'https://www.chargebee.com/docs/2.0/webhook_settings.html',
  summary: 'Subscriptions, invoices and payments; HTTP Basic instead of a signature.',
  scheme: { kind: 'basic' },
  secret: { description: 'User:password of the webhook settings.', generate: 'user-password' },
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  headers: { 'User-Agent': 'ChargeBee' },
  delivery: {
    timeoutMs: 20_000,
    simulationHint: {
      maxAttempts: 8,
      schedule: spanningSchedule({ attempts: 8, withinMs: 172_800_000, firstMs: 120_000 }),
      horizonMs: 172_800_000,
      timeoutMs: 20_000,
    },
    notes: ['Retries up to 8 attempts, for up to 2 days; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'subscription_created',
      description: 'A subscription began.',
      sample: {
        id: 'ev_16BPgETyVrQbiGhA',
        occurred_at: 1760000000,
        source: 'admin_console',
        object: 'event',
        api_version: 'v2',
        event_type: 'subscription_created',
        webhook_status: 'scheduled',
        content: {
          subscription: {
            id: '16BPgETyVrQVHGh1',
            customer_id: '16BPgETyVrQ',
            status: 'active',
            currency_code: 'EUR',
          },
        },
      },
    },
    {
      type: 'payment_failed',
      description: 'A payment failed.',
      sample: {
        id: 'ev_16BPgETyVrQbiGhB',
        occurred_at: 1760000000,
        source: 'scheduled_job',
        object: 'event',
        api_version: 'v2',
        event_type: 'payment_failed',
        webhook_status: 'scheduled',
        content: {
          transaction: { id: 'txn_1', amount: 1900, status: 'failure', error_code: 'card_declined' },
        },
      },
    },
  ],
  recognise: { userAgent: 'ChargeBee', json: ['/event_type', '/webhook_status'] },
  notes: ['No signature.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
