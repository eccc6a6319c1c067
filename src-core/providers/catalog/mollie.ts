import { spanningSchedule } from '../../retry/spanning-schedule.ts';
import type { ProviderInput } from '../provider.ts';

export const mollie = (): ProviderInput => ({
  id: 'mollie',
  name: 'Mollie (classic)',
  docsUrl: 'https://docs.mollie.com/reference/webhooks',
  summary: 'Says only which resource changed, unsigned: fetch it.',
  scheme: { kind: 'none' },
  secret: { description: 'None: fetch the resource by id.', generate: 'hex32' },
  contentType: 'application/x-www-form-urlencoded',
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
    notes: [
      '10 calls in total over 26 h.',
      'Retries up to 10 attempts, for up to 26 hours; the waits are not published.',
    ],
    confidence: 'unverified',
  },
  events: [
    { type: 'payment', description: 'A payment changed.', sample: { id: 'tr_d0b0E3EA3v' } },
    { type: 'order', description: 'An order changed.', sample: { id: 'ord_kEn1PlbGa' } },
    {
      type: 'subscription',
      description: 'A subscription made a payment.',
      sample: { id: 'tr_7UhSN1zuXS', subscriptionId: 'sub_rVKGtNd6s3' },
    },
  ],
  notes: ['Form body with the single field id=tr_...', 'Next-gen webhooks are signed, see mollie-next-gen.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
