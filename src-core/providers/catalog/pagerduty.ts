import { spanningSchedule } from '../../retry/spanning-schedule.ts';
import type { ProviderInput } from '../provider.ts';

export const pagerduty = (): ProviderInput => ({
  id: 'pagerduty',
  name: 'PagerDuty',
  docsUrl: 'https://developer.pagerduty.com/docs/webhooks/webhooks-overview/',
  summary: 'Incidents and services (v3 webhooks).',
  scheme: {
    kind: 'hmac',
    signature: {
      at: { in: 'header', name: 'X-PagerDuty-Signature' },
      format: 'v1={signature}',
      separator: ',',
    },
  },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event/event_type' }],
  deliveryIdAt: [
    { in: 'header', name: 'X-Webhook-Id' },
    { in: 'json', pointer: '/event/id' },
  ],
  headers: {
    'User-Agent': 'PagerDuty-Webhook/V3.0',
    'X-Webhook-Subscription': 'PSKDQ5X',
    'X-Webhook-Id': '{uuid}',
  },
  handshakes: [
    {
      id: 'ping',
      description: 'The test button.',
      match: { method: 'POST', json: { '/event/event_type': 'pagey.ping' } },
      respond: { status: 202 },
      signed: true,
    },
  ],
  delivery: {
    timeoutMs: 5000,
    simulationHint: {
      maxAttempts: 5,
      schedule: spanningSchedule({ attempts: 5, withinMs: 1_200_000, firstMs: 60_000 }),
      horizonMs: 1_200_000,
      timeoutMs: 5000,
      giveUpOn: '400-499,!429',
      retryOn: {
        failures: [
          'refused',
          'reset',
          'dns',
          'unreachable',
          'connect_timeout',
          'response_timeout',
          'invalid_response',
          'response_too_large',
          'other',
        ],
      },
      disableAfter: { failedDeliveries: 3, recovery: { afterMs: 86_400_000 } },
    },
    stopsOn: '4xx except 429; TLS errors.',
    endpointDisabling: '3 consecutive dropped webhooks: disabled 24 h.',
    deadLetter: 'Dropped; queue of 4000 while retrying.',
    notes: [
      'Custom incident actions wait 16 s.',
      '4 retries over about 20 min.',
      'Retries up to 5 attempts, for up to 20 minutes; the waits are not published.',
    ],
    confidence: 'docs',
  },
  events: [
    {
      type: 'incident.triggered',
      description: 'An incident began.',
      sample: {
        event: {
          id: '5ac64822-4adc-4fda-ade0-410becf0de4f',
          event_type: 'incident.triggered',
          resource_type: 'incident',
          occurred_at: '2025-10-09T08:53:20.000Z',
          agent: { id: 'PLH1HKV', type: 'user_reference', summary: 'Tenex Engineer' },
          client: null,
          data: {
            id: 'PGR0VU2',
            type: 'incident',
            number: 2,
            status: 'triggered',
            title: 'A little bump in the road',
            service: { id: 'PF9KMXH', summary: 'API Service' },
            urgency: 'high',
          },
        },
      },
    },
    {
      type: 'incident.resolved',
      description: 'An incident ended.',
      sample: {
        event: {
          id: '5ac64822-4adc-4fda-ade0-410becf0de50',
          event_type: 'incident.resolved',
          resource_type: 'incident',
          occurred_at: '2025-10-09T08:53:20.000Z',
          data: {
            id: 'PGR0VU2',
            type: 'incident',
            number: 2,
            status: 'resolved',
            title: 'A little bump in the road',
          },
        },
      },
    },
  ],
  recognise: { headers: ['X-PagerDuty-Signature'], userAgent: 'PagerDuty-Webhook/' },
  notes: ['Comma separated list v1=..,v1=.. while two secrets are active.'],
  confidence: 'docs',
  sources: [
    'github:PagerDuty/developer-docs docs/webhooks/02-Behavior.md',
    'github:frain-dev/convoy wiki (multi-signature sample)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
