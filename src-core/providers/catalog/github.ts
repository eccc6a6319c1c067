import { githubEvents } from '../events/github.ts';
import type { ProviderInput } from '../provider.ts';

export const github = (): ProviderInput => ({
  id: 'github',
  name: 'GitHub',
  docsUrl: 'https://docs.github.com/en/webhooks',
  summary: 'Repositories, organizations, apps and workflows.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Hub-Signature-256' }, format: 'sha256={signature}' },
  },
  alternatives: [
    {
      id: 'sha1',
      name: 'X-Hub-Signature (SHA-1, legacy)',
      scheme: {
        kind: 'hmac',
        hash: 'sha1',
        signature: { at: { in: 'header', name: 'X-Hub-Signature' }, format: 'sha1={signature}' },
      },
    },
  ],
  secret: { description: 'Free text, chosen by whoever creates the webhook.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-GitHub-Event' }],
  deliveryIdAt: [{ in: 'header', name: 'X-GitHub-Delivery' }],
  headers: {
    'User-Agent': 'GitHub-Hookshot/8d33975',
    Accept: '*/*',
    'X-GitHub-Delivery': '{uuid}',
    'X-GitHub-Event': '{eventType}',
    'X-GitHub-Hook-ID': '292430182',
    'X-GitHub-Hook-Installation-Target-ID': '186853002',
    'X-GitHub-Hook-Installation-Target-Type': 'repository',
  },
  handshakes: [
    {
      id: 'ping',
      description:
        'GitHub posts a ping right after a webhook’s creation and takes any 2xx; nothing depends on it.',
      match: { method: 'POST', header: { 'X-GitHub-Event': 'ping' } },
      respond: { status: 200 },
      signed: true,
    },
  ],
  delivery: {
    timeoutMs: 10_000,
    followsRedirects: false,
    retryPolicy: { maxAttempts: 1, timeoutMs: 10_000 },
    stopsOn: 'Never retried automatically.',
    endpointDisabling: 'None.',
    deadLetter: 'Redelivery by hand or through the API for 3 days.',
    notes: ['GitHub Enterprise Server waits 30 s.', 'Payloads over 25 MB are not delivered.'],
    confidence: 'docs',
  },
  events: githubEvents(),
  testEvent: 'push',
  recognise: { headers: ['X-GitHub-Event', 'X-GitHub-Delivery'], userAgent: 'GitHub-Hookshot/' },
  limits: ['Payloads are capped at 25 MB.', 'Answer within 10 seconds.'],
  advice: [
    'A redelivery keeps the same X-GitHub-Delivery: use it to drop repeats. There is no signed timestamp.',
  ],
  notes: [
    'The legacy X-Hub-Signature (sha1=) is sent too.',
    'With content type application/x-www-form-urlencoded the body is payload=<urlencoded JSON>; the HMAC still covers the raw form body.',
    'Samples are real deliveries from Octokit’s collection; each schema is of the sample’s action.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'https://docs.github.com/en/webhooks/webhook-events-and-payloads',
    'https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries',
    'npm:@octokit/webhooks-methods@6.0.0',
    'npm:@octokit/webhooks-examples@7.6.1',
    'npm:@octokit/webhooks-schemas@7.6.1',
  ],
});
