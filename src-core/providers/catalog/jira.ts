import { jiraEvents } from '../events/jira.ts';
import type { ProviderInput } from '../provider.ts';

export const jira = (): ProviderInput => ({
  id: 'jira',
  name: 'Jira',
  docsUrl: 'https://developer.atlassian.com/cloud/jira/platform/webhooks/',
  summary: 'Issues, comments, sprints and projects of Jira Cloud.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Hub-Signature' }, format: 'sha256={signature}' },
  },
  secret: { description: 'Free UTF-8 string, write-once.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/webhookEvent' }],
  deliveryIdAt: [{ in: 'header', name: 'X-Atlassian-Webhook-Identifier' }],
  headers: { 'User-Agent': 'Atlassian Webhook HTTP Client', 'X-Atlassian-Webhook-Identifier': '{uuid}' },
  delivery: {
    retryPolicy: {
      maxAttempts: 6,
      schedule: { kind: 'linear', firstMs: 600_000, stepMs: 0 },
      jitter: { kind: 'spread', ratio: 0.5 },
      giveUpOn: '400-499,!408,!409,!425,!429',
      retryHeaders: [{ name: 'X-Atlassian-Webhook-Retry', value: '{retry}' }],
    },
    stopsOn: '2xx, and any 4xx other than 408, 409, 425, 429.',
    endpointDisabling: 'After about 30 min of continuous failure only one attempt per event.',
    deadLetter: 'Dropped.',
    notes: ['X-Atlassian-Webhook-Retry carries the retry count.', 'Payloads over 25 MB dropped.'],
    confidence: 'docs',
  },
  events: jiraEvents(),
  recognise: { headers: ['X-Atlassian-Webhook-Identifier'], userAgent: 'Atlassian Webhook HTTP Client' },
  notes: [
    'Header is method=signature; read the algorithm from the prefix.',
    'Connect apps send a JWT (HS256 with qsh claim) in Authorization instead; OAuth2 dynamic webhooks use a bearer JWT signed with the client secret.',
  ],
  confidence: 'docs',
  sources: [
    'github:webhook-co/webhook (its tutorials, Aug 2026)',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
