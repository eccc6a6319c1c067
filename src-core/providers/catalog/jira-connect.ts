import type { ProviderInput } from '../provider.ts';

export const jiraConnect = (): ProviderInput => ({
  id: 'jira-connect',
  name: 'Jira Connect apps',
  docsUrl: 'https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/',
  summary: 'Issues, sprints and the life of an app.',
  scheme: {
    kind: 'jwt',
    algorithm: 'HS256',
    at: { in: 'header', name: 'Authorization', format: 'JWT {jwt}' },
    stamps: ['iat', 'exp'],
    lifetimeSeconds: 180,
    leewaySeconds: 30,
  },
  secret: { description: 'sharedSecret of the installed callback.', generate: 'base64-32' },
  eventTypeAt: [{ in: 'json', pointer: '/webhookEvent' }],
  notes: [
    'The token binds method, path and query by its claim qsh, which is not computed here, and never the body.',
  ],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'jira:issue_created',
      description: 'An issue was made.',
      sample: {
        webhookEvent: 'jira:issue_created',
        timestamp: 1760000000000,
        issue: { id: '99291', key: 'WEB-1', fields: { summary: 'It does not start' } },
      },
    },
  ],
  confidence: 'docs',
  sources: [
    'https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
