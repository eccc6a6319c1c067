import type { ProviderInput } from '../provider.ts';

export const helpScout = (): ProviderInput => ({
  id: 'help-scout',
  name: 'Help Scout',
  docsUrl: 'https://developer.helpscout.com/webhooks/',
  summary: 'Conversations, customers and ratings.',
  scheme: {
    kind: 'hmac',
    hash: 'sha1',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'X-HelpScout-Signature' } },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-HelpScout-Event' }],
  headers: { 'X-HelpScout-Event': '{eventType}' },
  recognise: { headers: ['X-HelpScout-Event'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'convo.created',
      description: 'A conversation began.',
      sample: {
        id: 10,
        number: 12,
        threads: 2,
        type: 'email',
        status: 'active',
        subject: 'It does not start',
        createdAt: '2025-10-09T08:53:20Z',
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
