import type { ProviderInput } from '../provider.ts';

export const easypost = (): ProviderInput => ({
  id: 'easypost',
  name: 'EasyPost',
  docsUrl: 'https://docs.easypost.com/guides/webhooks-guide',
  summary: 'Trackers, batches and insurance.',
  scheme: {
    kind: 'hmac',
    key: 'utf8-nfkd',
    signature: { at: { in: 'header', name: 'X-Hmac-Signature' }, format: 'hmac-sha256-hex={signature}' },
  },
  secret: { description: 'Webhook secret, Unicode NFKD-normalised then UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/description' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  delivery: {
    timeoutMs: 7000,
    simulationHint: {
      maxAttempts: 7,
      schedule: { kind: 'exponential', baseMs: 60_000, factor: 3, capMs: 43_200_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      timeoutMs: 7000,
    },
    notes: ['Retries up to 7 attempts; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'tracker.updated',
      description: 'A parcel moved.',
      sample: {
        id: 'evt_5c6ba3fd',
        object: 'Event',
        mode: 'test',
        description: 'tracker.updated',
        previous_attributes: { status: 'unknown' },
        pending_urls: [],
        completed_urls: [],
        created_at: '2025-10-09T08:53:20Z',
        updated_at: '2025-10-09T08:53:20Z',
        result: {
          id: 'trk_1',
          object: 'Tracker',
          mode: 'test',
          tracking_code: 'EZ4000004000',
          status: 'delivered',
          carrier: 'UPS',
          weight: 17.6,
        },
      },
    },
  ],
  recognise: { headers: ['X-Hmac-Signature'], json: ['/description', '/mode', '/result'] },
  notes: [
    'SDKs rewrite integer "weight": 1 to 1.0 before hashing: a JSON float that lost its .0 in transit.',
  ],
  confidence: 'verified-by-sdk',
  sources: ['npm:@easypost/api@8.9.0'],
});
