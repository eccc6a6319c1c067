import type { ProviderInput } from '../provider.ts';

export const vercel = (): ProviderInput => ({
  id: 'vercel',
  name: 'Vercel',
  docsUrl: 'https://vercel.com/docs/webhooks',
  summary: 'Deployments, projects and domains.',
  scheme: { kind: 'hmac', hash: 'sha1', signature: { at: { in: 'header', name: 'x-vercel-signature' } } },
  secret: { description: 'Webhook secret or integration client secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  headers: { 'User-Agent': 'Vercel Webhook' },
  delivery: {
    timeoutMs: 30_000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 30_000, factor: 2, capMs: 14_400_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 86_400_000,
      timeoutMs: 30_000,
    },
    notes: ['Retries for up to 1 day; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'deployment.created',
      description: 'A deployment began.',
      sample: {
        id: 'IzA_KjkLs1',
        type: 'deployment.created',
        createdAt: 1760000000000,
        region: 'sfo1',
        payload: {
          team: { id: 'team_1' },
          user: { id: 'user_1' },
          target: 'production',
          deployment: { id: 'dpl_4n1', name: 'website', url: 'website-4n1.vercel.app', meta: {} },
          project: { id: 'prj_1' },
          plan: 'pro',
          regions: ['sfo1'],
        },
      },
    },
    {
      type: 'deployment.succeeded',
      description: 'A deployment is ready.',
      sample: {
        id: 'IzA_KjkLs2',
        type: 'deployment.succeeded',
        createdAt: 1760000060000,
        region: 'sfo1',
        payload: {
          target: 'production',
          deployment: { id: 'dpl_4n1', name: 'website', url: 'website-4n1.vercel.app' },
          project: { id: 'prj_1' },
        },
      },
    },
  ],
  recognise: { headers: ['x-vercel-signature'], json: ['/createdAt', '/payload'] },
  notes: [
    'SHA-1.',
    'Log drains use the same header and instead need the x-vercel-verify response header at setup.',
  ],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills skills/vercel-webhooks/references/overview.md',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
