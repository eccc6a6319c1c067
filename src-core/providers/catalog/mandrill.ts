import type { ProviderInput } from '../provider.ts';

export const mandrill = (): ProviderInput => ({
  id: 'mandrill',
  name: 'Mailchimp Transactional (Mandrill)',
  docsUrl:
    'https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/#authenticating-webhook-requests',
  summary: 'What became of mails, and mails that came in, as forms.',
  scheme: {
    kind: 'hmac',
    hash: 'sha1',
    encoding: 'base64',
    signedContent: '{url}{sortedFormParams}',
    signature: { at: { in: 'header', name: 'X-Mandrill-Signature' } },
  },
  secret: { description: 'The webhook’s own key.', generate: 'hex32' },
  contentType: 'application/x-www-form-urlencoded',
  handshakes: [
    {
      id: 'head',
      description: 'A new webhook is tried with HEAD.',
      match: { method: 'HEAD' },
      respond: { status: 200 },
    },
  ],
  recognise: { headers: ['X-Mandrill-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'send',
      description: 'A mail was sent.',
      sample: {},
      bodyText:
        'mandrill_events=%5B%7B%22event%22%3A%22send%22%2C%22_id%22%3A%22exampleaaaaaaaaaaaaaaaaaaaaaaaaa%22%2C%22ts%22%3A1760000000%7D%5D',
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
