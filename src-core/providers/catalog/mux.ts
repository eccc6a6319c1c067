import type { ProviderInput } from '../provider.ts';

export const mux = (): ProviderInput => ({
  id: 'mux',
  name: 'Mux',
  docsUrl: 'https://www.mux.com/docs/core/verify-webhook-signatures',
  summary: 'Video assets, uploads and live streams.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'Mux-Signature' },
      format: 't={timestamp},v1={signature}',
      separator: ',',
    },
    timestamp: { at: { in: 'signature' }, toleranceSeconds: 300, refuseFuture: false },
  },
  secret: { description: 'Signing secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  delivery: {
    timeoutMs: 5000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 30_000, factor: 2, capMs: 14_400_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 86_400_000,
      timeoutMs: 5000,
    },
    notes: ['Retries for up to 1 day; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'video.asset.ready',
      description: 'An asset can be played.',
      sample: {
        type: 'video.asset.ready',
        id: '3a56ac3d-33da-4366-855b-f592d898409d',
        created_at: '2025-10-09T08:53:20.000Z',
        object: { type: 'asset', id: '0201p02fGKPE7MrbC269XRD7LpcHhrmbu0002' },
        environment: { name: 'Production', id: 'jrkm7g' },
        data: {
          id: '0201p02fGKPE7MrbC269XRD7LpcHhrmbu0002',
          status: 'ready',
          duration: 25.4921,
          aspect_ratio: '16:9',
          playback_ids: [{ policy: 'public', id: 'a1B2c3' }],
        },
        attempts: [],
        request_id: null,
        accessor: null,
      },
    },
    {
      type: 'video.live_stream.active',
      description: 'A live stream began.',
      sample: {
        type: 'video.live_stream.active',
        id: '3a56ac3d-33da-4366-855b-f592d898409e',
        created_at: '2025-10-09T08:53:20.000Z',
        object: { type: 'live', id: 'Wz2' },
        data: { id: 'Wz2', status: 'active' },
      },
    },
  ],
  notes: ['Stripe clone; SDK checks past only.'],
  confidence: 'verified-by-sdk',
  sources: ['npm:@mux/mux-node@15.3.0 resources/webhooks/webhooks.js'],
});
