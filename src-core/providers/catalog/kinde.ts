import type { ProviderInput } from '../provider.ts';

export const kinde = (): ProviderInput => ({
  id: 'kinde',
  name: 'Kinde',
  docsUrl: 'https://docs.kinde.com/integrate/webhooks/about-webhooks/',
  summary: 'Users, organizations and roles.',
  scheme: { kind: 'jwt', algorithm: 'RS256', at: { in: 'body' } },
  secret: { description: 'The public key of the tenant’s JWKS.', generate: 'provider' },
  contentType: 'application/jwt',
  notes: ['The whole body is a JSON Web Token: what it says is in its claims.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'user.created',
      description: 'A user was made.',
      sample: {
        data: { user: { id: 'kp_1', email: 'ada@example.com' } },
        event_id: 'event_01',
        event_timestamp: '2025-10-09T08:53:20.000Z',
        source: 'admin',
        timestamp: '2025-10-09T08:53:20.000Z',
        type: 'user.created',
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
