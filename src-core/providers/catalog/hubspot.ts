import { spanningSchedule } from '../../retry/spanning-schedule.ts';
import { hubspotEvents } from '../events/hubspot.ts';
import type { ProviderInput } from '../provider.ts';

export const hubspot = (): ProviderInput => ({
  id: 'hubspot',
  name: 'HubSpot (v3)',
  docsUrl: 'https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests',
  summary: 'CRM objects: a list of changes in each delivery.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signedContent: '{method}{hubspotUrl}{body}{timestamp}',
    signature: { at: { in: 'header', name: 'X-HubSpot-Signature-v3' } },
    timestamp: {
      at: { in: 'header', name: 'X-HubSpot-Request-Timestamp' },
      unit: 'unix-ms',
      toleranceSeconds: 300,
    },
    alsoSigned: ['{method}{url}{body}{timestamp}'],
  },
  alternatives: [
    {
      id: 'v1',
      name: 'Version 1: a plain digest of secret and body',
      scheme: {
        kind: 'hmac',
        construction: 'plain-hash',
        signedContent: '{secret}{body}',
        signature: { at: { in: 'header', name: 'X-HubSpot-Signature' } },
      },
    },
    {
      id: 'v2',
      name: 'Version 2: a plain digest of secret, method, URL and body',
      scheme: {
        kind: 'hmac',
        construction: 'plain-hash',
        signedContent: '{secret}{method}{url}{body}',
        signature: { at: { in: 'header', name: 'X-HubSpot-Signature' } },
      },
    },
  ],
  secret: { description: 'App client secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/0/subscriptionType' }],
  deliveryIdAt: [{ in: 'json', pointer: '/0/eventId' }],
  headers: {
    'User-Agent': 'HubSpot Connect 2.0 (http://dev.hubspot.com/) - WebhooksExecutorDaemon-executor',
    'X-HubSpot-Signature-Version': 'v3',
  },
  delivery: {
    timeoutMs: 5000,
    simulationHint: {
      maxAttempts: 11,
      schedule: spanningSchedule({ attempts: 11, withinMs: 86_400_000, firstMs: 60_000, jitterRatio: 0.1 }),
      jitter: { kind: 'spread', ratio: 0.1 },
      horizonMs: 86_400_000,
      timeoutMs: 5000,
    },
    stopsOn: '4xx not retried in workflow webhooks.',
    notes: [
      'App webhooks: up to 10 retries spread over 24 h with randomness.',
      'Workflow webhooks: 3 s connect, 30 s response (docs).',
      'Retries up to 11 attempts, for up to 1 day; the waits are not published.',
    ],
    confidence: 'docs',
  },
  events: hubspotEvents(),
  recognise: { userAgent: 'HubSpot Connect', json: ['/0/subscriptionType', '/0/portalId'] },
  notes: [
    'No separators at all. url is the full public URL with query; HubSpot wants certain percent-escapes decoded (all but ?) before signing.',
    'v1 (X-HubSpot-Signature, version v1): plain SHA-256 hex of clientSecret + body. v2: plain SHA-256 hex of clientSecret + method + url + body. Neither is an HMAC.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@hubspot/api-client@13.5.0 lib/src/utils/signature.js',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'https://developers.HubSpot.com/docs/methods/workflows/webhook_information',
  ],
});
