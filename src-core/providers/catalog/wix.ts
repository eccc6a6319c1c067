import type { ProviderInput } from '../provider.ts';

export const wix = (): ProviderInput => ({
  id: 'wix',
  name: 'Wix',
  docsUrl: 'https://dev.wix.com/docs/rest/articles/getting-started/webhook-resend-policy',
  summary: 'Events of a Wix app; the whole body is a token.',
  scheme: { kind: 'jwt', algorithm: 'RS256', at: { in: 'body' } },
  secret: { description: 'App public key.', generate: 'provider' },
  contentType: 'text/plain',
  delivery: {
    success: '200',
    timeoutMs: 1250,
    retryPolicy: {
      maxAttempts: 13,
      schedule: {
        kind: 'list',
        waitsMs: [
          60_000, 600_000, 3_600_000, 7_200_000, 7_200_000, 7_200_000, 14_400_000, 14_400_000, 14_400_000,
          28_800_000, 28_800_000, 43_200_000,
        ],
      },
      timeoutMs: 1250,
      success: '200',
    },
    stopsOn: '200.',
    confidence: 'docs',
  },
  events: [
    {
      type: 'wix.contacts.v4.contact_created',
      description: 'A contact was made.',
      sample: {
        data: '{"data":"{\\"id\\":\\"1\\",\\"entityFqdn\\":\\"wix.contacts.v4.contact\\",\\"slug\\":\\"created\\"}","instanceId":"d0b0a1c2-0000-0000-0000-000000000001","eventType":"wix.contacts.v4.contact_created"}',
      },
    },
  ],
  notes: ['Body is text, not JSON.'],
  confidence: 'docs',
  sources: [
    'https://dev.wix.com/docs/rest/articles/getting-started/webhook-resend-policy',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
