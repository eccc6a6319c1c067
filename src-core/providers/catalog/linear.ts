import { linearEvents } from '../events/linear.ts';
import type { ProviderInput } from '../provider.ts';

export const linear = (): ProviderInput => ({
  id: 'linear',
  name: 'Linear',
  docsUrl: 'https://linear.app/developers/webhooks',
  summary: 'Issues, comments, projects, cycles and more of a Linear workspace.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'Linear-Signature' } },
    timestamp: { at: { in: 'json', pointer: '/webhookTimestamp' }, unit: 'unix-ms', toleranceSeconds: 60 },
  },
  secret: { description: 'UTF-8 string (lin_wh_...).', generate: 'hex32', prefix: 'lin_wh_' },
  eventTypeAt: [{ in: 'header', name: 'Linear-Event' }],
  deliveryIdAt: [{ in: 'header', name: 'Linear-Delivery' }],
  headers: { 'User-Agent': 'Linear-Webhook', 'Linear-Event': '{eventType}', 'Linear-Delivery': '{uuid}' },
  delivery: {
    success: '200',
    timeoutMs: 5000,
    retryPolicy: {
      maxAttempts: 4,
      schedule: { kind: 'list', waitsMs: [60_000, 3_600_000, 21_600_000] },
      timeoutMs: 5000,
      success: '200',
    },
    stopsOn: '200.',
    endpointDisabling: 'May be disabled if unresponsive.',
    notes: [
      'Docs do not say whether webhookTimestamp is re-stamped per retry; with a 60 s window a strict receiver would reject late retries if it is not.',
    ],
    confidence: 'secondary',
  },
  events: linearEvents(),
  recognise: { userAgent: 'Linear-Webhook' },
  notes: [
    'Freshness is checked on body field webhookTimestamp (ms, number): a replayed capture needs that field rewritten and the body re-signed.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@linear/sdk@98.0.0 dist/webhooks',
    'https://linear.app/developers/webhooks',
    'Public integrations that quote the provider’s documentation: “1 minute, 1 hour, and 6 hours”',
  ],
});
