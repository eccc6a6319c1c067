import type { ProviderInput } from '../provider.ts';

export const replicate = (): ProviderInput => ({
  id: 'replicate',
  name: 'Replicate',
  docsUrl: 'https://replicate.com/docs/topics/webhooks/verify-webhook',
  summary: 'Predictions and trainings.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    key: 'whsec-base64',
    signedContent: '{id}.{timestamp}.{body}',
    signature: { at: { in: 'header', name: 'webhook-signature' }, format: 'v1,{signature}', separator: ' ' },
    timestamp: { at: { in: 'header', name: 'webhook-timestamp' } },
    id: { in: 'header', name: 'webhook-id' },
  },
  secret: {
    description: 'whsec_ + base64 of the key bytes (24-64 bytes); key = base64decode(part after the prefix).',
    generate: 'whsec',
  },
  eventTypeAt: [{ in: 'json', pointer: '/status' }],
  deliveryIdAt: [{ in: 'header', name: 'webhook-id' }],
  delivery: {
    simulationHint: {
      maxAttempts: 6,
      schedule: { kind: 'exponential', baseMs: 5000, factor: 3, capMs: 3_600_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
    },
    notes: ['Only the terminal (completed) webhook is retried.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'succeeded',
      description: 'A prediction is done.',
      sample: {
        id: 'ufawqhfynnddngldkgtslldrkq',
        version: '5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa',
        created_at: '2025-10-09T08:53:20.000Z',
        started_at: '2025-10-09T08:53:20.000Z',
        completed_at: '2025-10-09T08:53:20.000Z',
        status: 'succeeded',
        input: { text: 'Alice' },
        output: 'hello Alice',
        error: null,
        logs: '',
        metrics: { predict_time: 0.3 },
        urls: {
          get: 'https://api.replicate.com/v1/predictions/ufawqhfynnddngldkgtslldrkq',
          cancel: 'https://api.replicate.com/v1/predictions/ufawqhfynnddngldkgtslldrkq/cancel',
        },
      },
    },
    {
      type: 'failed',
      description: 'A prediction failed.',
      sample: {
        id: 'ufawqhfynnddngldkgtslldrkr',
        version: '5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa',
        status: 'failed',
        input: { text: 'Alice' },
        output: null,
        error: 'Out of memory',
        urls: { get: 'https://api.replicate.com/v1/predictions/ufawqhfynnddngldkgtslldrkr' },
      },
    },
  ],
  recognise: { json: ['/urls/get', '/version', '/status'] },
  notes: [
    'SDK does not check the timestamp at all.',
    'Key is the part after the LAST underscore of the secret, base64-decoded.',
  ],
  confidence: 'verified-by-sdk',
  sources: ['npm:replicate@1.4.0 lib/util.js'],
});
