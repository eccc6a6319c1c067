import { gitlabEvents } from '../events/gitlab.ts';
import type { ProviderInput } from '../provider.ts';

export const gitlab = (): ProviderInput => ({
  id: 'gitlab',
  name: 'GitLab',
  docsUrl: 'https://docs.gitlab.com/user/project/integrations/webhooks/',
  summary: 'Projects, groups and pipelines, proven by a secret token.',
  scheme: { kind: 'static-token', header: 'X-Gitlab-Token' },
  secret: { description: 'Free string sent verbatim.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-Gitlab-Event' }],
  deliveryIdAt: [
    { in: 'header', name: 'X-Gitlab-Event-UUID' },
    { in: 'header', name: 'Idempotency-Key' },
  ],
  headers: {
    'X-Gitlab-Instance': 'https://gitlab.com',
    'X-Gitlab-Webhook-UUID': '02affd2d-2cba-4033-917d-ec22d5dc4b38',
    'Idempotency-Key': '{uuid}',
    'X-Gitlab-Event': '{eventType}',
    'X-Gitlab-Event-UUID': '{uuid}',
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
    stopsOn: 'A failed event is not re-sent.',
    endpointDisabling:
      '4 consecutive failures: temporarily disabled, 60 s x 2^n up to 24 h; 40 consecutive failures: permanently disabled (any 4xx/5xx).',
    deadLetter: 'Manual resend from the log.',
    notes: ['Back-off affects the hook, not the event.'],
    confidence: 'docs',
  },
  events: gitlabEvents(),
  recognise: { headers: ['X-Gitlab-Event', 'X-Gitlab-Instance'], userAgent: 'GitLab/' },
  notes: [
    'The secret itself travels in the header: redact it in captures.',
    'Newer GitLab can also sign, see gitlab-signing-token.',
  ],
  confidence: 'docs',
  sources: [
    'https://gitlab.com/gitlab-org/gitlab/-/merge_requests/166329',
    'https://gitlab.com/gitlab-org/gitlab/-/issues/462719',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
