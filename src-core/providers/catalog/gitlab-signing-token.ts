import { standardWebhooksScheme } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const gitlabSigningToken = (): ProviderInput => ({
  id: 'gitlab-signing-token',
  name: 'GitLab (signing token)',
  docsUrl: 'https://docs.gitlab.com/user/project/integrations/webhooks/',
  summary: 'GitLab’s signed webhooks, in the form of Standard Webhooks.',
  scheme: standardWebhooksScheme('webhook'),
  secret: {
    description:
      'Signing token; Standard Webhooks style key (assumed whsec_ + base64, check the token GitLab shows).',
    generate: 'whsec',
  },
  eventTypeAt: [{ in: 'header', name: 'X-Gitlab-Event' }],
  deliveryIdAt: [{ in: 'header', name: 'webhook-id' }],
  headers: {
    'User-Agent': 'GitLab/18.3.0',
    'X-Gitlab-Instance': 'https://gitlab.com',
    'X-Gitlab-Event': '{eventType}',
  },
  delivery: {
    timeoutMs: 10_000,
    retryPolicy: {
      maxAttempts: 1,
      timeoutMs: 10_000,
      disableAfter: [
        { failedAttempts: 4, recovery: { afterMs: 60_000, factor: 2, capMs: 86_400_000 } },
        { failedAttempts: 40 },
      ],
    },
    stopsOn: 'Not re-sent.',
    endpointDisabling: 'See gitlab.',
    deadLetter: 'Manual resend.',
    confidence: 'docs',
  },
  events: [
    {
      type: 'Push Hook',
      description: 'Commits were pushed.',
      sample: {
        object_kind: 'push',
        event_name: 'push',
        before: '95790bf891e76fee5e1747ab589903a6a1f80f22',
        after: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
        ref: 'refs/heads/main',
        user_username: 'ada',
        project: { id: 15, name: 'Website', path_with_namespace: 'octo/website' },
        commits: [],
        total_commits_count: 0,
      },
    },
  ],
  recognise: { headers: ['X-Gitlab-Event', 'X-Gitlab-Instance'], userAgent: 'GitLab/' },
  notes: [
    'webhook-id equals the Idempotency-Key header.',
    'Sent in addition to X-Gitlab-Token when both are set.',
    'Introduced by MR 230944 behind a feature flag: check availability per instance.',
  ],
  confidence: 'docs',
  sources: ['https://gitlab.com/gitlab-org/gitlab/-/merge_requests/230944'],
});
