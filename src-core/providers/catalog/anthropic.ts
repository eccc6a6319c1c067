import { standardWebhooksSigning } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const anthropic = (): ProviderInput => ({
  id: 'anthropic',
  name: 'Anthropic',
  docsUrl: 'https://platform.claude.com/docs/en/managed-agents/webhooks',
  summary: 'Sessions of Claude Managed Agents.',
  ...standardWebhooksSigning('webhook'),
  eventTypeAt: [{ in: 'json', pointer: '/data/type' }],
  delivery: {
    followsRedirects: false,
    simulationHint: {
      maxAttempts: 6,
      schedule: { kind: 'exponential', baseMs: 5000, factor: 4, capMs: 21_600_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
    },
    confidence: 'secondary',
  },
  events: [
    {
      type: 'session.status_idled',
      description: 'A session waits for input.',
      sample: {
        type: 'event',
        id: 'evt_01',
        created_at: '2025-10-09T08:53:20Z',
        data: {
          type: 'session.status_idled',
          id: 'sess_01',
          organization_id: 'org_01',
          workspace_id: 'wrkspc_01',
        },
      },
    },
  ],
  recognise: { json: ['/data/type', '/data/organization_id'] },
  notes: ['Some lists name X-Webhook-Signature: the SDK uses the headers of Standard Webhooks.'],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@anthropic-ai/sdk@1.11.0 resources/beta/webhooks.js',
    'github:hookdeck/webhook-skills skills/claude-managed-agents-webhooks/references/verification.md',
  ],
});
