import { standardWebhooksSigning } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const openai = (): ProviderInput => ({
  id: 'openai',
  name: 'OpenAI',
  docsUrl: 'https://platform.openai.com/docs/guides/webhooks',
  summary: 'Background responses, batches, fine-tuning jobs and realtime calls.',
  ...standardWebhooksSigning('webhook'),
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  delivery: {
    timeoutMs: 20_000,
    followsRedirects: false,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 5000, factor: 3, capMs: 21_600_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 259_200_000,
      timeoutMs: 20_000,
    },
    notes: [
      'Exponential backoff up to 72 h; 3xx is a failure. Docs say "a few seconds"; 20 s is a secondary figure.',
      'Retries for up to 3 days; the waits are not published.',
    ],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'response.completed',
      description: 'A background response is complete.',
      sample: {
        id: 'evt_685343a1381c819085d44c354e1b330e',
        object: 'event',
        created_at: 1760000000,
        type: 'response.completed',
        data: { id: 'resp_685342e6153c8190a1b49b6e31f6ad04' },
      },
    },
    {
      type: 'batch.completed',
      description: 'A batch is complete.',
      sample: {
        id: 'evt_685343a1381c819085d44c354e1b330f',
        object: 'event',
        created_at: 1760000000,
        type: 'batch.completed',
        data: { id: 'batch_abc123' },
      },
    },
    {
      type: 'realtime.call.incoming',
      description: 'A SIP call comes in.',
      sample: {
        id: 'evt_685343a1381c819085d44c354e1b3310',
        object: 'event',
        created_at: 1760000000,
        type: 'realtime.call.incoming',
        data: {
          call_id: 'rtc_1',
          sip_headers: [{ name: 'From', value: 'sip:+15551234567@sip.example.com' }],
        },
      },
    },
  ],
  recognise: { json: ['/object', '/created_at', '/data/id'] },
  notes: [
    'Header is a space-separated list of v1,<base64> entries; accept if any matches; ignore v1a (ed25519) unless you hold a whpk_ key.',
    'Timestamp window applies to past and future.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:openai@6.49.0 resources/webhooks/webhooks.js',
    'Public copies of the guide (72 hours)',
    'github:hookdeck/webhook-skills skills/openai-webhooks',
  ],
});
