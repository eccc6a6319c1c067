import { standardWebhooksScheme } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const supabase = (): ProviderInput => ({
  id: 'supabase',
  name: 'Supabase Auth Hooks',
  docsUrl: 'https://supabase.com/docs/guides/auth/auth-hooks',
  summary: 'Auth hooks: questions that the answer decides.',
  scheme: standardWebhooksScheme('webhook'),
  secret: {
    description: 'v1,whsec_<base64>; strip "v1,whsec_" then base64-decode.',
    generate: 'whsec',
    prefix: 'v1,whsec_',
  },
  eventTypeAt: [{ in: 'json', pointer: '/metadata/name' }],
  deliveryIdAt: [{ in: 'header', name: 'webhook-id' }],
  delivery: {
    success: '200,202,204',
    timeoutMs: 5000,
    retryPolicy: {
      maxAttempts: 4,
      schedule: { kind: 'list', waitsMs: [2000, 2000, 2000] },
      timeoutMs: 5000,
      success: '200,202,204',
      retryOn: { statuses: '429,503', onlyWithRetryAfter: '429,503' },
    },
    stopsOn: 'Anything but 429/503 with a Retry-After header.',
    notes: ['Success is 200, 202, 204.', 'The hook answer is used by Auth, so it must be valid JSON.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'before-user-created',
      description: 'May this user be created?',
      sample: {
        metadata: {
          uuid: '8b34dcdd-9df1-4c10-850a-b3277c653040',
          time: '2025-10-09T08:53:20Z',
          name: 'before-user-created',
          ip_address: '127.0.0.1',
        },
        user: {
          id: 'ff7fc9ae-3b1b-4642-9241-64adb9848a03',
          aud: 'authenticated',
          role: '',
          email: 'ada@example.com',
          phone: '',
          app_metadata: { provider: 'email', providers: ['email'] },
          user_metadata: {},
          identities: [],
          created_at: '0001-01-01T00:00:00Z',
          is_anonymous: false,
        },
      },
    },
  ],
  recognise: { json: ['/metadata/name', '/metadata/uuid'] },
  notes: [
    'The stored secret has a v1, prefix that Standard Webhooks libraries do not accept.',
    'Database webhooks (pg_net) are unsigned.',
  ],
  confidence: 'secondary',
  sources: [
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
