import type { ProviderInput } from '../provider.ts';

export const mailchimp = (): ProviderInput => ({
  id: 'mailchimp',
  name: 'Mailchimp',
  docsUrl: 'https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/',
  summary: 'People who subscribed, left or changed, as forms.',
  scheme: { kind: 'none' },
  secret: { description: 'There is none: a token of one’s own stands in the address.' },
  eventTypeAt: [{ in: 'form', name: 'type' }],
  contentType: 'application/x-www-form-urlencoded',
  headers: { 'User-Agent': 'MailChimp' },
  handshakes: [
    {
      id: 'get',
      description: 'A new webhook is tried with GET.',
      match: { method: 'GET' },
      respond: { status: 200 },
    },
  ],
  recognise: { userAgent: 'MailChimp' },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'subscribe',
      description: 'Somebody subscribed.',
      sample: {},
      bodyText:
        'type=subscribe&fired_at=2025-10-09+08%3A53%3A20&data%5Bid%5D=8a25ff1d98&data%5Blist_id%5D=a6b5da1054&data%5Bemail%5D=ada%40example.com',
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
