import type { ProviderInput } from '../provider.ts';

export const box = (): ProviderInput => ({
  id: 'box',
  name: 'Box',
  docsUrl: 'https://developer.box.com/guides/webhooks/v2/',
  summary: 'Files, folders, comments and tasks (V2 webhooks).',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signedContent: '{body}{timestamp}',
    signature: {
      at: { in: 'header', name: 'BOX-SIGNATURE-PRIMARY', alsoNamed: ['BOX-SIGNATURE-SECONDARY'] },
    },
    timestamp: {
      at: { in: 'header', name: 'BOX-DELIVERY-TIMESTAMP' },
      unit: 'iso8601',
      toleranceSeconds: 600,
      futureSeconds: 0,
      clock: 'whole-seconds',
    },
    alsoSigned: ['{bodyEscaped}{timestamp}'],
  },
  secret: { description: 'primary/secondary signature key, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/trigger' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  headers: {
    'BOX-SIGNATURE-VERSION': '1',
    'BOX-SIGNATURE-ALGORITHM': 'HmacSHA256',
    'BOX-DELIVERY-ID': '{uuid}',
  },
  delivery: {
    timeoutMs: 30_000,
    simulationHint: {
      maxAttempts: 11,
      schedule: { kind: 'exponential', baseMs: 300_000, factor: 2, capMs: 21_600_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      timeoutMs: 30_000,
    },
    notes: ['Retries up to 11 attempts; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'FILE.UPLOADED',
      description: 'A file was uploaded.',
      sample: {
        type: 'webhook_event',
        id: '0f2d9a1e-7d1f-4f0b-9b1b-2f3f4a5b6c7d',
        created_at: '2025-10-09T01:53:20-07:00',
        trigger: 'FILE.UPLOADED',
        webhook: { id: '53', type: 'webhook' },
        created_by: { type: 'user', id: '1', name: 'Ada Lovelace', login: 'ada@example.com' },
        source: {
          id: '73835521473',
          type: 'file',
          name: 'plan.pdf',
          parent: { type: 'folder', id: '0', name: 'All Files' },
        },
        additional_info: [],
      },
    },
    {
      type: 'FOLDER.CREATED',
      description: 'A folder was made.',
      sample: {
        type: 'webhook_event',
        id: '0f2d9a1e-7d1f-4f0b-9b1b-2f3f4a5b6c7e',
        created_at: '2025-10-09T01:53:20-07:00',
        trigger: 'FOLDER.CREATED',
        webhook: { id: '53', type: 'webhook' },
        source: { id: '9', type: 'folder', name: 'Plans' },
        additional_info: [],
      },
    },
  ],
  recognise: { headers: ['BOX-SIGNATURE-PRIMARY', 'BOX-DELIVERY-ID'] },
  notes: [
    'Body then timestamp, no separator.',
    'SDK also tries the body with non-ASCII as \\uXXXX and / as \\/ .',
    'Rejects future timestamps.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:box-node-sdk@10.12.0 lib/managers/webhooks.js',
    'https://developer.box.com/guides/webhooks/v2/',
  ],
});
