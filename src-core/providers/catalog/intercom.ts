import { intercomEvents } from '../events/intercom.ts';
import type { ProviderInput } from '../provider.ts';

export const intercom = (): ProviderInput => ({
  id: 'intercom',
  name: 'Intercom',
  docsUrl: 'https://developers.intercom.com/docs/webhooks/webhook-notifications',
  summary: 'Conversations, contacts, companies and tickets.',
  scheme: {
    kind: 'hmac',
    hash: 'sha1',
    signature: { at: { in: 'header', name: 'X-Hub-Signature' }, format: 'sha1={signature}' },
  },
  secret: { description: 'App client_secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/topic' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  headers: { 'User-Agent': 'intercom-webhooks' },
  handshakes: [
    {
      id: 'ping',
      description: 'A test notification when the subscription is saved.',
      match: { method: 'POST', json: { '/topic': 'ping' } },
      respond: { status: 200 },
      signed: true,
    },
    {
      id: 'head',
      description: 'A HEAD request when the URL is saved.',
      match: { method: 'HEAD' },
      respond: { status: 200 },
    },
  ],
  delivery: {
    timeoutMs: 5000,
    retryPolicy: {
      maxAttempts: 2,
      schedule: { kind: 'list', waitsMs: [60_000] },
      timeoutMs: 5000,
      giveUpOn: '410',
      disableAfter: [
        { onStatus: '410' },
        { failedAttempts: 1000, withinMs: 900_000, recovery: { afterMs: 900_000 } },
        { failingMs: 604_800_000 },
      ],
    },
    stopsOn: '410 deactivates.',
    endpointDisabling:
      'Over 1000 consecutive errors in 15 min: paused 15 min; 7 days of errors: suspended (private apps).',
    notes: [
      'Pause/suspend rules from docs; the 5 s limit and the single retry after 1 min are not checked again.',
    ],
    confidence: 'secondary',
  },
  events: intercomEvents(),
  recognise: { userAgent: 'intercom-', json: ['/topic', '/app_id', '/data/item'] },
  notes: ['SHA-1, header shared with Bitbucket/Jira/GitHub legacy.'],
  confidence: 'secondary',
  sources: [
    'https://developers.intercom.com/docs/webhooks/webhook-notifications',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
