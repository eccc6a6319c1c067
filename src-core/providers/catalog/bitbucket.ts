import type { ProviderInput } from '../provider.ts';

export const bitbucket = (): ProviderInput => ({
  id: 'bitbucket',
  name: 'Bitbucket Cloud',
  docsUrl: 'https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/',
  summary: 'Repositories and pull requests.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Hub-Signature' }, format: 'sha256={signature}' },
  },
  secret: { description: 'Free UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-Event-Key' }],
  deliveryIdAt: [{ in: 'header', name: 'X-Request-UUID' }],
  headers: {
    'User-Agent': 'Bitbucket-Webhooks/2.0',
    'X-Hook-UUID': 'e2c4f1a0-6d0c-4d4e-9f4a-6b7a5f4c3d21',
    'X-Attempt-Number': '1',
    'X-Event-Key': '{eventType}',
    'X-Request-UUID': '{uuid}',
  },
  delivery: {
    timeoutMs: 10_000,
    simulationHint: {
      maxAttempts: 3,
      schedule: { kind: 'linear', firstMs: 60_000, stepMs: 0 },
      timeoutMs: 10_000,
      giveUpOn: '400-499',
    },
    stopsOn: '2xx; 4xx not retried.',
    endpointDisabling: 'None known.',
    deadLetter: 'Resend from request log.',
    notes: ['Retries up to 3 attempts; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'repo:push',
      description: 'Commits were pushed.',
      sample: {
        actor: { display_name: 'Ada Lovelace', type: 'user', account_id: '557058:1' },
        repository: {
          full_name: 'octo/website',
          name: 'website',
          uuid: '{21fa9bf8-b5b2-4891-97ed-d590bad0f871}',
        },
        push: {
          changes: [
            {
              new: {
                type: 'branch',
                name: 'main',
                target: {
                  type: 'commit',
                  hash: '709d658dc5b6d6afcd46049c2f332ee3f515a67d',
                  message: 'Tidy the footer\n',
                },
              },
              old: null,
              created: true,
              forced: false,
              closed: false,
            },
          ],
        },
      },
    },
    {
      type: 'pullrequest:created',
      description: 'A pull request was opened.',
      sample: {
        actor: { display_name: 'Ada Lovelace', type: 'user' },
        repository: { full_name: 'octo/website' },
        pullrequest: {
          id: 7,
          title: 'Tidy the footer',
          state: 'OPEN',
          source: { branch: { name: 'footer' } },
          destination: { branch: { name: 'main' } },
        },
      },
    },
    {
      type: 'pullrequest:fulfilled',
      description: 'A pull request was merged.',
      sample: {
        actor: { display_name: 'Ada Lovelace', type: 'user' },
        repository: { full_name: 'octo/website' },
        pullrequest: {
          id: 7,
          title: 'Tidy the footer',
          state: 'MERGED',
          merge_commit: { hash: '764413d85e29' },
        },
      },
    },
  ],
  recognise: { headers: ['X-Event-Key', 'X-Hook-UUID'], userAgent: 'Bitbucket-Webhooks/' },
  notes: [
    'Same header NAME as GitHub legacy sha1, but the value is sha256=: branch on the method prefix.',
    'Unsigned if no secret is set.',
  ],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
