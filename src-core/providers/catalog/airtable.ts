import { spanningSchedule } from '../../retry/spanning-schedule.ts';
import type { ProviderInput } from '../provider.ts';

export const airtable = (): ProviderInput => ({
  id: 'airtable',
  name: 'Airtable',
  docsUrl: 'https://airtable.com/developers/web/api/webhooks-overview',
  summary: 'Says only that a base changed: fetch the payloads.',
  scheme: {
    kind: 'hmac',
    key: 'base64',
    signature: { at: { in: 'header', name: 'X-Airtable-Content-MAC' }, format: 'hmac-sha256={signature}' },
  },
  secret: { description: 'macSecretBase64; key = base64-decoded bytes.', generate: 'base64-32' },
  delivery: {
    success: '200,204',
    timeoutMs: 25_000,
    simulationHint: {
      maxAttempts: 14,
      schedule: spanningSchedule({ attempts: 14, withinMs: 86_400_000, firstMs: 10_000 }),
      horizonMs: 86_400_000,
      timeoutMs: 25_000,
      success: '200,204',
    },
    endpointDisabling: 'Notifications disabled when retries are used up.',
    notes: [
      'Success is 200 or 204 with empty body.',
      'Retries up to 14 attempts, for up to 1 day; the waits are not published.',
    ],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'change',
      description: 'A base changed.',
      sample: {
        base: { id: 'app00000000000000' },
        webhook: { id: 'ach00000000000000' },
        timestamp: '2025-10-09T08:53:20.000Z',
      },
    },
  ],
  recognise: { headers: ['X-Airtable-Content-MAC'] },
  notes: ['Thin ping: body has base.id, webhook.id, timestamp only.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
