import type { ProviderInput } from '../provider.ts';

export const tally = (): ProviderInput => ({
  id: 'tally',
  name: 'Tally',
  docsUrl: 'https://tally.so/help/webhooks',
  summary: 'Responses to a form.',
  scheme: { kind: 'hmac', encoding: 'base64', signature: { at: { in: 'header', name: 'Tally-Signature' } } },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/eventType' }],
  deliveryIdAt: [{ in: 'json', pointer: '/eventId' }],
  delivery: {
    timeoutMs: 10_000,
    retryPolicy: {
      maxAttempts: 6,
      schedule: { kind: 'list', waitsMs: [300_000, 1_800_000, 3_600_000, 21_600_000, 86_400_000] },
      timeoutMs: 10_000,
    },
    confidence: 'secondary',
  },
  events: [
    {
      type: 'FORM_RESPONSE',
      description: 'Somebody filled in the form.',
      sample: {
        eventId: 'a4cb511e-d513-4fa5-baee-b815d718dfd1',
        eventType: 'FORM_RESPONSE',
        createdAt: '2025-10-09T08:53:20.889Z',
        data: {
          responseId: '2wgx4n',
          submissionId: '2wgx4n',
          respondentId: 'dwQKYm',
          formId: 'VwbNEw',
          formName: 'Webhook payload',
          createdAt: '2025-10-09T08:53:20.000Z',
          fields: [{ key: 'question_3EKz4n', label: 'Name', type: 'INPUT_TEXT', value: 'Ada' }],
        },
      },
    },
  ],
  notes: ['Absent when no secret is set.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
