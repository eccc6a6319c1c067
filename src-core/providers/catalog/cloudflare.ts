import type { ProviderInput } from '../provider.ts';

export const cloudflare = (): ProviderInput => ({
  id: 'cloudflare',
  name: 'Cloudflare notifications',
  docsUrl: 'https://developers.cloudflare.com/notifications/get-started/configure-webhooks/',
  summary: 'Alerts of zones and accounts.',
  scheme: { kind: 'static-token', header: 'cf-webhook-auth' },
  secret: { description: 'A secret of one’s own, sent as it is.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/alert_type' }],
  recognise: { headers: ['cf-webhook-auth'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'dos_attack_l7',
      description: 'An attack on a site.',
      sample: {
        name: 'DDoS',
        text: 'An attack was detected.',
        data: { action: 'block' },
        ts: 1760000000,
        account_id: '1',
        policy_id: '2',
        alert_type: 'dos_attack_l7',
        alert_correlation_id: 'b7c1',
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
