import { spanningSchedule } from '../../retry/spanning-schedule.ts';
import { shopifyEvents } from '../events/shopify.ts';
import type { ProviderInput } from '../provider.ts';

export const shopify = (): ProviderInput => ({
  id: 'shopify',
  name: 'Shopify',
  docsUrl: 'https://shopify.dev/docs/apps/build/webhooks',
  summary: 'Orders, products, customers, fulfilments and the app’s own life in a shop.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'X-Shopify-Hmac-Sha256', alsoNamed: ['shopify-hmac-sha256'] } },
  },
  secret: {
    description:
      'App client secret as UTF-8 string (admin-created webhooks: the key shown under Settings > Notifications).',
    generate: 'hex32',
  },
  eventTypeAt: [{ in: 'header', name: 'X-Shopify-Topic' }],
  deliveryIdAt: [{ in: 'header', name: 'X-Shopify-Webhook-Id' }],
  headers: {
    'User-Agent': 'Shopify-Captain-Hook',
    'X-Shopify-Shop-Domain': 'tacklebox.myshopify.com',
    'X-Shopify-API-Version': '2026-01',
    'X-Shopify-Triggered-At': '2025-10-09T08:53:20.123456789Z',
    'X-Shopify-Event-Id': '98880550-7158-44d4-b7cd-2c97c8a091b5',
    'X-Shopify-Topic': '{eventType}',
    'X-Shopify-Webhook-Id': '{uuid}',
  },
  delivery: {
    timeoutMs: 5000,
    connectTimeoutMs: 1000,
    followsRedirects: false,
    simulationHint: {
      maxAttempts: 9,
      schedule: spanningSchedule({ attempts: 9, withinMs: 14_400_000, firstMs: 60_000 }),
      horizonMs: 14_400_000,
      timeoutMs: 5000,
      disableAfter: { failedDeliveries: 8 },
    },
    endpointDisabling:
      'After 8 consecutive failures subscriptions created through the Admin API are deleted.',
    deadLetter: 'None; reconcile through the API.',
    notes: [
      '8 retries over 4 hours, exponential (change of 2024-09-10; it was 19 over 48 h).',
      'Retries keep the payload and the address of the first try.',
      'Retries up to 9 attempts, for up to 4 hours; the waits are not published.',
    ],
    confidence: 'docs',
  },
  events: shopifyEvents(),
  recognise: { headers: ['X-Shopify-Topic', 'X-Shopify-Shop-Domain'], userAgent: 'Shopify-Captain-Hook' },
  notes: [
    'After rotating the client secret deliveries may still be signed with the old one for up to an hour.',
    'The SDK also requires X-Shopify-Topic, -Shop-Domain, -API-Version and -Webhook-Id to be present.',
    'Newer Events subscriptions use shopify-hmac-sha256 style names without X-.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'https://shopify.dev/changelog/updates-to-webhook-retry-mechanism',
    'npm:@shopify/shopify-api@13.1.0',
    'https://dev.to/shannonllc/shopify-webhooks-hmac-verification-5-second-timeout-retries-jkj',
  ],
});
