import type { ProviderInput } from '../provider.ts';

export const typeform = (): ProviderInput => ({
  id: 'typeform',
  name: 'Typeform',
  docsUrl: 'https://www.typeform.com/developers/webhooks/secure-your-webhooks/',
  summary: 'Responses to a form.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'Typeform-Signature' }, format: 'sha256={signature}' },
  },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/event_id' }],
  headers: { 'User-Agent': 'Typeform Webhooks' },
  delivery: {
    timeoutMs: 30_000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'linear', firstMs: 150_000, stepMs: 0 },
      horizonMs: 36_000_000,
      timeoutMs: 30_000,
      giveUpOn: '404,410',
      disableAfter: { onStatus: '404,410', failingMs: 86_400_000 },
    },
    stopsOn: '410 and 404 disable at once.',
    endpointDisabling: 'Disabled at 100% failure over 24 h.',
    notes: [
      '429/408/503/423: every 2-3 min for 10 h; other failures about 5 tries with growing gaps. The 30 s timeout is not checked again.',
      'Retries for up to 10 hours; the waits are not published.',
    ],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'form_response',
      description: 'Somebody filled in the form.',
      sample: {
        event_id: 'LtWXD3crgy',
        event_type: 'form_response',
        form_response: {
          form_id: 'lT4Z3j',
          token: 'a3a12ec67a1365927098a606107fac15',
          submitted_at: '2025-10-09T08:53:20Z',
          landed_at: '2025-10-09T08:50:20Z',
          calculated: { score: 9 },
          definition: {
            id: 'lT4Z3j',
            title: 'Webhooks example',
            fields: [{ id: 'DlXFaesGBpoF', title: 'Your name?', type: 'short_text', ref: 'name' }],
          },
          answers: [
            { type: 'text', text: 'Zoë', field: { id: 'DlXFaesGBpoF', type: 'short_text', ref: 'name' } },
          ],
        },
      },
    },
    {
      type: 'form_response_partial',
      description: 'Somebody began to fill in the form and left.',
      sample: {
        event_id: 'LtWXD3crgz',
        event_type: 'form_response_partial',
        form_response: {
          form_id: 'lT4Z3j',
          token: 'a3a12ec67a1365927098a606107fac16',
          landed_at: '2025-10-09T08:50:20Z',
          answers: [],
        },
      },
    },
  ],
  recognise: { headers: ['Typeform-Signature'], userAgent: 'Typeform Webhooks' },
  notes: ['Looks like GitHub but the digest is BASE64.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
