import type { ProviderInput } from '../provider.ts';

export const patreon = (): ProviderInput => ({
  id: 'patreon',
  name: 'Patreon',
  docsUrl: 'https://docs.patreon.com/#webhooks',
  summary: 'Members and pledges.',
  scheme: { kind: 'hmac', hash: 'md5', signature: { at: { in: 'header', name: 'X-Patreon-Signature' } } },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-Patreon-Event' }],
  headers: { 'X-Patreon-Event': '{eventType}' },
  recognise: { headers: ['X-Patreon-Event'] },
  notes: ['HMAC-MD5.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'members:create',
      description: 'Somebody became a member.',
      sample: {
        data: {
          id: '03ca69c3-ebea-4b9a-8fac-e4a837873254',
          type: 'member',
          attributes: { full_name: 'Ada', patron_status: 'active_patron' },
        },
        included: [],
      },
    },
    {
      type: 'members:pledge:delete',
      description: 'A pledge ended.',
      sample: {
        data: {
          id: '03ca69c3-ebea-4b9a-8fac-e4a837873254',
          type: 'member',
          attributes: { full_name: 'Ada', patron_status: 'former_patron' },
        },
        included: [],
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
