import type { ProviderInput } from '../provider.ts';

export const youtubeWebsub = (): ProviderInput => ({
  id: 'youtube-websub',
  name: 'YouTube (WebSub)',
  docsUrl: 'https://developers.google.com/youtube/v3/guides/push_notifications',
  summary: 'New and changed videos of a channel, as Atom.',
  scheme: {
    kind: 'hmac',
    hash: 'sha1',
    signature: { at: { in: 'header', name: 'X-Hub-Signature' }, format: 'sha1={signature}' },
  },
  secret: { description: 'hub.secret given when subscribing.', generate: 'hex32' },
  headers: { 'User-Agent': 'FeedFetcher-Google; (+http://www.google.com/feedfetcher.html)' },
  contentType: 'application/atom+xml',
  handshakes: [
    {
      id: 'hub-challenge',
      description: 'The hub asks whether the (un)subscription was meant.',
      match: { method: 'GET', query: { 'hub.mode': '*', 'hub.challenge': '*' } },
      respond: { status: 200, contentType: 'text/plain', body: '{query:hub.challenge}' },
    },
  ],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'entry',
      description: 'A video was uploaded or its title changed.',
      bodyText:
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="https://pubsubhubbub.appspot.com"/><title>YouTube video feed</title><updated>2025-10-09T08:53:20+00:00</updated><entry><id>yt:video:VIDEO_ID</id><yt:videoId>VIDEO_ID</yt:videoId><yt:channelId>CHANNEL_ID</yt:channelId><title>Café</title><link rel="alternate" href="https://www.youtube.com/watch?v=VIDEO_ID"/><author><name>Channel title</name></author><published>2025-10-09T08:53:00+00:00</published><updated>2025-10-09T08:53:20+00:00</updated></entry></feed>\n',
      sample: '<feed>…</feed>',
    },
  ],
  recognise: { userAgent: 'FeedFetcher-Google' },
  notes: [
    'Body is Atom XML. Only signed if hub.secret was set.',
    'On a bad signature answer 2xx and ignore (WebSub rule).',
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
