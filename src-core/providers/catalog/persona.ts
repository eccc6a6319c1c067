import type { ProviderInput } from '../provider.ts';

export const persona = (): ProviderInput => ({
  id: 'persona',
  name: 'Persona',
  docsUrl: 'https://docs.withpersona.com/webhooks-best-practices#checking-signatures',
  summary: 'Inquiries, verifications and reports.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'Persona-Signature' },
      format: 't={timestamp},v1={signature}',
      separator: ' ',
    },
    timestamp: { at: { in: 'signature' } },
  },
  secret: { description: 'wbhsec_... whole string.', generate: 'hex32', prefix: 'wbhsec_' },
  eventTypeAt: [{ in: 'json', pointer: '/data/attributes/name' }],
  deliveryIdAt: [{ in: 'json', pointer: '/data/id' }],
  delivery: {
    success: '200,201,202,204',
    timeoutMs: 5000,
    simulationHint: {
      maxAttempts: 8,
      schedule: { kind: 'exponential', baseMs: 30_000, factor: 3, capMs: 43_200_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      timeoutMs: 5000,
      success: '200,201,202,204',
    },
    notes: ['Success is 200, 201, 202, 204.', 'Retries up to 8 attempts; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'inquiry.completed',
      description: 'An inquiry was completed.',
      sample: {
        data: {
          type: 'event',
          id: 'evt_XGuVMCR8GH9wWzXMtUJc6ZJC',
          attributes: {
            name: 'inquiry.completed',
            payload: {
              data: {
                type: 'inquiry',
                id: 'inq_1',
                attributes: { status: 'completed', 'reference-id': 'ada' },
              },
            },
            'created-at': '2025-10-09T08:53:20.000Z',
            'redacted-at': null,
          },
        },
      },
    },
  ],
  recognise: { headers: ['Persona-Signature'] },
  notes: ['Two space separated t/v1 pairs during rotation.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
