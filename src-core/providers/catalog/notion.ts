import { spanningSchedule } from '../../retry/spanning-schedule.ts';
import type { ProviderInput } from '../provider.ts';

export const notion = (): ProviderInput => ({
  id: 'notion',
  name: 'Notion',
  docsUrl: 'https://developers.notion.com/reference/webhooks',
  summary: 'Pages, databases and comments of a workspace.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Notion-Signature' }, format: 'sha256={signature}' },
  },
  secret: { description: 'verification_token from the handshake, UTF-8.', generate: 'provider' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  handshakes: [
    {
      id: 'verification-token',
      description:
        'The first post carries the verification token, unsigned; it is the signing secret from then on.',
      match: { method: 'POST', json: { '/verification_token': '*' } },
      respond: { status: 200 },
      secretFrom: { in: 'json', pointer: '/verification_token' },
      manualStep: 'Paste this token into Notion’s “Verify subscription” form: {json:/verification_token}',
    },
  ],
  delivery: {
    simulationHint: {
      maxAttempts: 9,
      schedule: spanningSchedule({ attempts: 9, withinMs: 86_400_000, firstMs: 60_000 }),
      horizonMs: 86_400_000,
    },
    notes: [
      'Up to 8 retries over about 24 h (not checked again).',
      'Retries up to 9 attempts, for up to 1 day; the waits are not published.',
    ],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'page.created',
      description: 'A page was made.',
      sample: {
        id: '367cba44-b6f3-4c92-81e7-6a2e9659efd4',
        timestamp: '2025-10-09T08:53:20.700Z',
        workspace_id: '13950b26-c203-4f3b-b97d-93ec06319565',
        workspace_name: 'Quantify Week',
        subscription_id: '29d75c0d-5546-4414-8459-7b7a92f1fc4b',
        integration_id: '0ef2e755-4912-8096-91c1-00376a88a5ca',
        type: 'page.created',
        authors: [{ id: 'c7c11cca-1d73-471d-9b6e-bdef51470190', type: 'person' }],
        accessible_by: [],
        attempt_number: 1,
        entity: { id: '153104cd-477e-809d-8dc4-ff2d96ae3090', type: 'page' },
        data: { parent: { id: '13950b26-c203-4f3b-b97d-93ec06319565', type: 'space' } },
      },
    },
    {
      type: 'comment.created',
      description: 'Somebody commented.',
      sample: {
        id: '367cba44-b6f3-4c92-81e7-6a2e9659efd5',
        timestamp: '2025-10-09T08:53:20.700Z',
        workspace_id: '13950b26-c203-4f3b-b97d-93ec06319565',
        type: 'comment.created',
        attempt_number: 1,
        entity: { id: '153104cd-477e-809d-8dc4-ff2d96ae3091', type: 'comment' },
        data: { page_id: '0ef104cd-477e-80e1-8571-cfd10e92339a' },
      },
    },
  ],
  recognise: { headers: ['X-Notion-Signature'], userAgent: 'notion-' },
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@notionhq/client@5.26.0 build/src/webhooks.js',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
