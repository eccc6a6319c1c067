import { spanningSchedule } from '../../retry/spanning-schedule.ts';
import type { ProviderInput } from '../provider.ts';

export const bigcommerce = (): ProviderInput => ({
  id: 'bigcommerce',
  name: 'BigCommerce',
  docsUrl: 'https://docs.bigcommerce.com/developer/docs/integrations/webhooks/overview',
  summary: 'Says which order, product or customer changed.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signedContent: '{id}.{timestamp}.{body}',
    signature: { at: { in: 'header', name: 'webhook-signature' }, format: 'v1,{signature}', separator: ' ' },
    timestamp: { at: { in: 'header', name: 'webhook-timestamp' }, toleranceSeconds: 300 },
    id: { in: 'header', name: 'webhook-id' },
  },
  secret: {
    description:
      'App client secret; Standard Webhooks key = base64 of the client secret, i.e. the HMAC key is the client secret as UTF-8.',
    generate: 'hex32',
  },
  eventTypeAt: [{ in: 'json', pointer: '/scope' }],
  deliveryIdAt: [{ in: 'json', pointer: '/hash' }],
  delivery: {
    success: '200',
    simulationHint: {
      maxAttempts: 12,
      schedule: spanningSchedule({ attempts: 12, withinMs: 172_800_000, firstMs: 60_000 }),
      horizonMs: 172_800_000,
      success: '200',
      disableAfter: [
        { failingMs: 172_800_000 },
        { failureShare: 0.1, withinMs: 120_000, minAttempts: 10, recovery: { afterMs: 180_000 } },
      ],
    },
    stopsOn: '200.',
    endpointDisabling: 'Deactivated after 48 h; domain blocked 3 min when success ratio under 90% in 2 min.',
    notes: ['Retries up to 12 attempts, for up to 2 days; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'store/order/created',
      description: 'An order was placed.',
      sample: {
        scope: 'store/order/created',
        store_id: '1025646',
        data: { type: 'order', id: 250 },
        hash: 'dd70c0976e06b67aaf671e73f49dcb79230ebf9d',
        created_at: 1760000000,
        producer: 'stores/abcde12345',
      },
    },
    {
      type: 'store/product/updated',
      description: 'A product changed.',
      sample: {
        scope: 'store/product/updated',
        store_id: '1025646',
        data: { type: 'product', id: 173 },
        hash: '3f9ea420af83450d7ef9f78b08c8af25b2213637',
        created_at: 1760000000,
        producer: 'stores/abcde12345',
      },
    },
  ],
  recognise: { json: ['/scope', '/producer', '/hash'] },
  notes: ['Signature support is recent; custom static headers set at creation are the classic check.'],
  confidence: 'secondary',
  sources: ['github:hookdeck/webhook-skills providers.yaml (2026)'],
});
