import { spanningSchedule } from '../../retry/spanning-schedule.ts';
import type { ProviderInput } from '../provider.ts';

export const mollieNextGen = (): ProviderInput => ({
  id: 'mollie-next-gen',
  name: 'Mollie (next-gen)',
  docsUrl: 'https://docs.mollie.com/reference/webhooks-new',
  summary: 'Signed events of payment links, sales invoices and more.',
  scheme: {
    kind: 'hmac',
    signature: {
      at: { in: 'header', name: 'X-Mollie-Signature' },
      format: 'sha256={signature}',
      separator: ',',
    },
  },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  delivery: {
    success: '200',
    timeoutMs: 15_000,
    simulationHint: {
      maxAttempts: 10,
      schedule: spanningSchedule({ attempts: 10, withinMs: 93_600_000, firstMs: 60_000 }),
      horizonMs: 93_600_000,
      timeoutMs: 15_000,
      success: '200',
    },
    stopsOn: '200.',
    notes: ['Retries up to 10 attempts, for up to 26 hours; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'payment-link.paid',
      description: 'A payment link was paid.',
      sample: {
        resource: 'event',
        id: 'event_GvJ8WHrp5isUdRub9CJyH',
        type: 'payment-link.paid',
        entityId: 'pl_qng5gbbv8NAZ5gpM5ZYgx',
        createdAt: '2025-10-09T08:53:20.0Z',
        _embedded: {
          entity: {
            resource: 'payment-link',
            id: 'pl_qng5gbbv8NAZ5gpM5ZYgx',
            mode: 'live',
            amount: { currency: 'EUR', value: '24.95' },
          },
        },
      },
    },
    {
      type: 'hook.ping',
      description: 'A test of the webhook.',
      sample: {
        resource: 'event',
        id: 'event_GvJ8WHrp5isUdRub9CJyJ',
        type: 'hook.ping',
        entityId: 'hook_1',
        createdAt: '2025-10-09T08:53:20.0Z',
      },
    },
  ],
  notes: ['During secret rotation more than one signature may be sent.'],
  confidence: 'secondary',
  sources: ['Public integrations that use X-Mollie-Signature'],
});
