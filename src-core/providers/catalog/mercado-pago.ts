import type { ProviderInput } from '../provider.ts';

export const mercadoPago = (): ProviderInput => ({
  id: 'mercado-pago',
  name: 'Mercado Pago',
  docsUrl: 'https://www.mercadopago.com/developers/en/docs/your-integrations/notifications/webhooks',
  summary: 'Payments and orders; the body is not signed.',
  scheme: {
    kind: 'hmac',
    signedContent:
      '{optional}id:{lower:query:data.id};{end}{optional}request-id:{header:x-request-id};{end}ts:{timestamp};',
    alsoSigned: [
      '{optional}id:{query:data.id};{end}{optional}request-id:{header:x-request-id};{end}ts:{timestamp};',
    ],
    signature: { at: { in: 'header', name: 'x-signature' }, format: 'ts={timestamp},v1={signature}' },
    timestamp: { at: { in: 'signature' } },
  },
  secret: { description: 'Secret signature of the integration, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/action' }],
  deliveryIdAt: [{ in: 'header', name: 'x-request-id' }],
  headers: { 'x-request-id': '{uuid}' },
  delivery: {
    success: '200,201',
    timeoutMs: 22_000,
    simulationHint: {
      maxAttempts: 6,
      schedule: { kind: 'exponential', baseMs: 900_000, factor: 2, capMs: 21_600_000 },
      timeoutMs: 22_000,
      success: '200,201',
    },
    notes: ['Success is 200 or 201.', 'Docs: 22 s to answer, retried every 15 min at first.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'payment.created',
      description: 'A payment was made.',
      sample: {
        id: 12345,
        live_mode: true,
        type: 'payment',
        date_created: '2025-10-09T08:53:20Z',
        user_id: 44444,
        api_version: 'v1',
        action: 'payment.created',
        data: { id: '999999999' },
      },
    },
    {
      type: 'payment.updated',
      description: 'A payment changed.',
      sample: {
        id: 12346,
        live_mode: true,
        type: 'payment',
        date_created: '2025-10-09T08:53:20Z',
        user_id: 44444,
        api_version: 'v1',
        action: 'payment.updated',
        data: { id: '999999999' },
      },
    },
  ],
  recognise: { json: ['/action', '/data/id', '/live_mode'] },
  notes: [
    'The BODY IS NOT SIGNED; only the query parameter data.id, x-request-id and ts.',
    'Alphanumeric data.id must be lower-cased per docs (the SDK leaves that to the caller).',
    'A missing part is left out together with its label.',
    'QR notifications are unsigned.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:mercadopago@3.6.1 dist/utils/webhook/index.js',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
