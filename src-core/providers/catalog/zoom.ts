import { zoomEvents } from '../events/zoom.ts';
import type { ProviderInput } from '../provider.ts';

export const zoom = (): ProviderInput => ({
  id: 'zoom',
  name: 'Zoom',
  docsUrl: 'https://developers.zoom.us/docs/api/webhooks/',
  summary: 'Meetings, webinars, recordings and users.',
  scheme: {
    kind: 'hmac',
    signedContent: 'v0:{timestamp}:{body}',
    signature: { at: { in: 'header', name: 'x-zm-signature' }, format: 'v0={signature}' },
    timestamp: { at: { in: 'header', name: 'x-zm-request-timestamp' } },
  },
  secret: { description: 'App Secret Token, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  headers: { 'User-Agent': 'Zoom Marketplace/1.0a' },
  handshakes: [
    {
      id: 'url-validation',
      description:
        'Zoom posts endpoint.url_validation when the URL is saved and every 72 hours; answer within 3 seconds. It is answered only where its signature holds: else anybody could have texts signed here.',
      match: { method: 'POST', json: { '/event': 'endpoint.url_validation' } },
      respond: {
        status: 200,
        contentType: 'application/json',
        body: '{"plainToken":"{json:/payload/plainToken}","encryptedToken":"{hmac-hex:sha256:secret:json:/payload/plainToken}"}',
      },
      signed: true,
    },
  ],
  delivery: {
    success: '200,204',
    timeoutMs: 3000,
    retryPolicy: {
      maxAttempts: 4,
      schedule: { kind: 'list', waitsMs: [300_000, 1_200_000, 3_600_000] },
      timeoutMs: 3000,
      success: '200,204',
    },
    notes: ['Success is 200 or 204.'],
    confidence: 'docs',
  },
  events: zoomEvents(),
  recognise: { userAgent: 'Zoom Marketplace' },
  notes: [
    'Zoom own SDK re-serialises with JSON.stringify before hashing, so bodies must be compact JSON for it to pass.',
    'Replaces the old verification token in Authorization.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'https://developers.zoom.us/blog/webhook-delays.md',
    'npm:@zoom/rivet@0.4.0 meetings/meetings.cjs',
  ],
});
