import { squareEvents } from '../events/square.ts';
import type { ProviderInput } from '../provider.ts';

export const square = (): ProviderInput => ({
  id: 'square',
  name: 'Square',
  docsUrl: 'https://developer.squareup.com/docs/webhooks/step3validate',
  summary: 'Payments, orders, customers, invoices and the catalog of a seller.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signedContent: '{url}{body}',
    signature: { at: { in: 'header', name: 'x-square-hmacsha256-signature' } },
  },
  secret: { description: 'Webhook subscription signature key, UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/event_id' }],
  headers: {
    'User-Agent': 'Square Connect v2',
    'square-environment': 'Sandbox',
    'square-initial-delivery-timestamp': '2025-10-09T08:53:20Z',
  },
  delivery: {
    timeoutMs: 10_000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 60_000, factor: 2, capMs: 21_600_000 },
      horizonMs: 86_400_000,
      timeoutMs: 10_000,
      retryHeaders: [
        { name: 'square-retry-number', value: '{retry}' },
        { name: 'square-retry-reason', value: '{reason}' },
        { name: 'square-initial-delivery-timestamp', value: '{firstAt}' },
      ],
    },
    endpointDisabling: 'May be disabled after sustained failure.',
    deadLetter: 'Discarded; Events API.',
    notes: [
      'Docs now say 24 h; an older copy of the same page says 72 h and 10 s.',
      'Retries carry square-retry-number, square-retry-reason, square-initial-delivery-timestamp.',
      'Retries for up to 1 day; the waits are not published.',
    ],
    confidence: 'docs',
  },
  events: squareEvents(),
  recognise: { headers: ['square-environment'], userAgent: 'Square Connect' },
  notes: [
    'The URL is the notification URL exactly as registered (trailing slash, case, query): behind a tunnel or proxy use the public one.',
    'Old x-square-signature was HMAC-SHA1 of the same content.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:square@46.0.0 wrapper/WebhooksHelper.js',
    'https://developer.squareup.com/docs/webhooks/troubleshooting',
  ],
});
