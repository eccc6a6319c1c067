import type { ProviderInput } from '../provider.ts';

export const generic = (): ProviderInput => ({
  id: 'generic',
  name: 'Generic',
  docsUrl: null,
  summary: 'Any service that can POST JSON, signed as Alfe signs: HMAC-SHA256 of the raw body.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Alfe-Signature-256' }, format: 'sha256={signature}' },
  },
  secret: { description: 'Any text. One made here is 64 hex digits.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'json', pointer: '/type' },
    { in: 'json', pointer: '/event' },
    { in: 'json', pointer: '/event_type' },
  ],
  deliveryIdAt: [
    { in: 'header', name: 'webhook-id' },
    { in: 'header', name: 'Idempotency-Key' },
    { in: 'header', name: 'X-Delivery-Id' },
  ],
  delivery: { confidence: 'ours', notes: ['A generic sender promises nothing: choose a retry policy.'] },
  events: [
    {
      type: 'message.created',
      description: 'Something was said: a small envelope with an id, a type, a time and data.',
      schema: {
        type: 'object',
        required: ['id', 'type', 'createdAt', 'data'],
        properties: {
          id: { type: 'string' },
          type: { const: 'message.created' },
          createdAt: { type: 'string', format: 'date-time' },
          data: {
            type: 'object',
            required: ['from', 'text'],
            properties: { from: { type: 'string' }, text: { type: 'string' } },
          },
        },
      },
      sample: {
        id: 'evt_01JZ9Q7W8E4R5T6Y7U8I9O0P1A',
        type: 'message.created',
        createdAt: '2026-07-01T12:00:00.000Z',
        data: { from: 'ada@example.com', text: 'Café at ten?' },
      },
    },
    {
      type: 'ping',
      description: 'The smallest payload, to see whether anybody listens.',
      schema: {
        type: 'object',
        required: ['type'],
        properties: { type: { const: 'ping' } },
      },
      sample: { type: 'ping' },
    },
  ],
  notes: ['The scheme is the one of Alfe; an endpoint may replace it by one of its own.'],
  confidence: 'docs',
  sources: ['https://docs.alfe.ai (Agent webhooks: Verifying signatures)'],
});
