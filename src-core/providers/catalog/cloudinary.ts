import type { ProviderInput } from '../provider.ts';

export const cloudinary = (): ProviderInput => ({
  id: 'cloudinary',
  name: 'Cloudinary',
  docsUrl: 'https://cloudinary.com/documentation/notification_signatures',
  summary: 'Uploads and changes of assets; a plain digest with the secret at its end.',
  scheme: {
    kind: 'hmac',
    construction: 'plain-hash',
    hash: 'sha1',
    signedContent: '{body}{timestamp}{secret}',
    signature: { at: { in: 'header', name: 'X-Cld-Signature' } },
    timestamp: {
      at: { in: 'header', name: 'X-Cld-Timestamp' },
      toleranceSeconds: 7200,
      refuseFuture: false,
      clock: 'rounded-seconds',
    },
  },
  secret: { description: 'Account API secret, appended to the message.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/notification_type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/request_id' }],
  delivery: {
    simulationHint: { maxAttempts: 4, schedule: { kind: 'linear', firstMs: 180_000, stepMs: 0 } },
    notes: ['Retries up to 4 attempts; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'upload',
      description: 'An asset was uploaded.',
      sample: {
        notification_type: 'upload',
        timestamp: '2025-10-09T08:53:20Z',
        request_id: 'ff1b1ad1f7a9f4f6a3b9a2d6e7c4b5a1',
        asset_id: 'b5e6d2b39ba3e0869d67141ba7dba6cf',
        public_id: 'sample',
        version: 1760000000,
        width: 864,
        height: 576,
        format: 'jpg',
        resource_type: 'image',
        bytes: 120253,
        secure_url: 'https://res.cloudinary.com/demo/image/upload/v1760000000/sample.jpg',
      },
    },
    {
      type: 'delete',
      description: 'Assets were deleted.',
      sample: {
        notification_type: 'delete',
        timestamp: '2025-10-09T08:53:20Z',
        request_id: 'ff1b1ad1f7a9f4f6a3b9a2d6e7c4b5a2',
        resources: [{ resource_type: 'image', type: 'upload', public_id: 'sample' }],
      },
    },
  ],
  recognise: { headers: ['X-Cld-Signature'] },
  notes: ['NOT an HMAC: plain hash with the secret at the end. sha256 if the account opted in.'],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:cloudinary@2.11.0 lib/utils/index.js',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
