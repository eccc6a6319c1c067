import type { ProviderInput } from '../provider.ts';

export const gitea = (): ProviderInput => ({
  id: 'gitea',
  name: 'Gitea / Forgejo',
  docsUrl: 'https://docs.gitea.com/usage/webhooks',
  summary: 'Repositories of a Gitea or Forgejo instance.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Gitea-Signature', alsoNamed: ['X-Forgejo-Signature'] } },
  },
  secret: { description: 'Free UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-Gitea-Event' }],
  deliveryIdAt: [{ in: 'header', name: 'X-Gitea-Delivery' }],
  headers: {
    'X-Gitea-Event-Type': '{eventType}',
    'X-Gitea-Event': '{eventType}',
    'X-Gitea-Delivery': '{uuid}',
  },
  delivery: {
    timeoutMs: 5000,
    retryPolicy: { maxAttempts: 1, timeoutMs: 5000 },
    stopsOn: 'No automatic retry.',
    deadLetter: 'Replay button.',
    notes: ['5 s is DELIVER_TIMEOUT default of app.ini.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'push',
      description: 'Commits were pushed.',
      sample: {
        ref: 'refs/heads/main',
        before: '28e1879d029cb852e4844d9c718537df08844e03',
        after: 'bffeb74224043ba2feb48d137756c8a9331c449a',
        compare_url: 'https://git.example.com/octo/website/compare/28e1879…bffeb74',
        commits: [
          {
            id: 'bffeb74224043ba2feb48d137756c8a9331c449a',
            message: 'Webhooks, yay!',
            author: { name: 'Ada', email: 'ada@example.com', username: 'ada' },
          },
        ],
        repository: { id: 140, full_name: 'octo/website', private: false },
        pusher: { id: 1, login: 'ada' },
      },
    },
    {
      type: 'issues',
      description: 'An issue was opened, edited or closed.',
      sample: {
        action: 'opened',
        number: 12,
        issue: { id: 99, number: 12, title: 'The footer overlaps', state: 'open' },
        repository: { id: 140, full_name: 'octo/website' },
        sender: { id: 1, login: 'ada' },
      },
    },
  ],
  recognise: { headers: ['X-Gitea-Event', 'X-Forgejo-Event'] },
  notes: [
    'Bare hex, no prefix. Forgejo sends X-Forgejo-Signature with the same value; both also send X-Hub-Signature-256 for GitHub compatibility.',
  ],
  confidence: 'secondary',
  sources: [
    'https://docs.rs/vgi-forge-forgejo',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
