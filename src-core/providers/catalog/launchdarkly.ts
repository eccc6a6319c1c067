import type { ProviderInput } from '../provider.ts';

export const launchdarkly = (): ProviderInput => ({
  id: 'launchdarkly',
  name: 'LaunchDarkly',
  docsUrl: 'https://launchdarkly.com/docs/integrations/webhooks',
  summary: 'Changes of flags, environments and projects.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-LD-Signature' } } },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/kind' }],
  deliveryIdAt: [{ in: 'json', pointer: '/_id' }],
  delivery: {
    retryPolicy: { maxAttempts: 2, schedule: { kind: 'list', waitsMs: [60_000] } },
    confidence: 'unverified',
  },
  events: [
    {
      type: 'flag',
      description: 'A flag changed.',
      sample: {
        _id: '588817c8b3b5a70d5e1f9c1a',
        _accountId: '569f514183f2164430000002',
        date: 1760000000000,
        accesses: [{ action: 'updateOn', resource: 'proj/default:env/production:flag/new-footer' }],
        kind: 'flag',
        name: 'new-footer',
        description: '',
        shortDescription: '',
        member: { email: 'ada@example.com', firstName: 'Ada' },
        titleVerb: 'turned on the flag',
        title: 'Ada turned on the flag new-footer in Production',
      },
    },
  ],
  recognise: { headers: ['X-LD-Signature'] },
  confidence: 'secondary',
  sources: [
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
