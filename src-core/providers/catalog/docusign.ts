import type { ProviderInput } from '../provider.ts';

export const docusign = (): ProviderInput => ({
  id: 'docusign',
  name: 'DocuSign Connect',
  docsUrl: 'https://developers.docusign.com/platform/webhooks/connect/validate/',
  summary: 'Envelopes and recipients.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'X-DocuSign-Signature-*' } },
  },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  headers: { 'X-Authorization-Digest': 'HMACSHA256' },
  delivery: {
    timeoutMs: 100_000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 300_000, factor: 2, capMs: 86_400_000 },
      horizonMs: 1_296_000_000,
      timeoutMs: 100_000,
    },
    notes: [
      'Starts near 5 min, doubling, up to 15 days; the 100 s limit is not checked again.',
      'Retries for up to 15 days; the waits are not published.',
    ],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'envelope-completed',
      description: 'Everybody signed.',
      sample: {
        event: 'envelope-completed',
        apiVersion: 'v2.1',
        uri: '/restapi/v2.1/accounts/4b5d1c7e-0000-0000-0000-000000000001/envelopes/1c7f3c21-0000-0000-0000-000000000002',
        retryCount: 0,
        configurationId: 10196542,
        generatedDateTime: '2025-10-09T08:53:20.4430000Z',
        data: {
          accountId: '4b5d1c7e-0000-0000-0000-000000000001',
          userId: '9a1b2c3d-0000-0000-0000-000000000003',
          envelopeId: '1c7f3c21-0000-0000-0000-000000000002',
          envelopeSummary: { status: 'completed', emailSubject: 'Please sign' },
        },
      },
    },
    {
      type: 'envelope-sent',
      description: 'An envelope was sent.',
      sample: {
        event: 'envelope-sent',
        apiVersion: 'v2.1',
        retryCount: 0,
        generatedDateTime: '2025-10-09T08:53:20.4430000Z',
        data: {
          accountId: '4b5d1c7e-0000-0000-0000-000000000001',
          envelopeId: '1c7f3c21-0000-0000-0000-000000000002',
          envelopeSummary: { status: 'sent' },
        },
      },
    },
  ],
  recognise: { headers: ['X-DocuSign-Signature-1'] },
  notes: [
    'One numbered header per active key (-1 .. -100): accept if any matches.',
    'X-Authorization-Digest: HMACSHA256.',
  ],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
