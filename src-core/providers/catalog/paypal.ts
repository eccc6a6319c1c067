import { spanningSchedule } from '../../retry/spanning-schedule.ts';
import { paypalEvents } from '../events/paypal.ts';
import type { ProviderInput } from '../provider.ts';

export const paypal = (): ProviderInput => ({
  id: 'paypal',
  name: 'PayPal',
  docsUrl: 'https://developer.paypal.com/api/rest/webhooks/rest/',
  summary: 'Payments, orders, subscriptions and disputes.',
  scheme: { kind: 'strategy', strategy: 'paypal' },
  secret: {
    description:
      'The webhook’s id, a line break, then the X.509 certificate as PEM (PayPal names its address in PAYPAL-CERT-URL; pin the host to *.paypal.com).',
    generate: 'provider',
  },
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  headers: { 'User-Agent': 'PayPal/AUHD-214.0-58843023' },
  delivery: {
    simulationHint: {
      maxAttempts: 26,
      schedule: spanningSchedule({ attempts: 26, withinMs: 259_200_000, firstMs: 60_000 }),
      horizonMs: 259_200_000,
    },
    endpointDisabling: 'None known.',
    deadLetter: 'Marked Failed; resend from dashboard.',
    notes: [
      'Up to 25 re-attempts over 3 days.',
      'Retries up to 26 attempts, for up to 3 days; the waits are not published.',
    ],
    confidence: 'docs',
  },
  events: paypalEvents(),
  recognise: { headers: ['PAYPAL-TRANSMISSION-ID', 'PAYPAL-TRANSMISSION-SIG'], userAgent: 'PayPal/' },
  notes: [
    'crc32 is the unsigned DECIMAL value of the raw body.',
    'Simulator events use webhook id WEBHOOK_ID and cannot be verified by postback.',
    'Pin the cert host to *.paypal.com.',
  ],
  confidence: 'docs',
  sources: [
    'https://developer.paypal.com, as quoted by public integrations',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
