import { parseUrl } from '../../http/parse-url.ts';
import { findHeader, queryOf, urlOf } from '../../http/request.ts';
import { fix, urlFixes } from './fixes.ts';
import { type Mistake, type Situation, type Supposition, withUrl } from './mistake.ts';

const split = (url: string): [base: string, query: string] => {
  const question = url.indexOf('?');
  return question < 0 ? [url, ''] : [url.slice(0, question), url.slice(question)];
};

const urlMistake = (
  id: string,
  urls: (url: string, situation: Situation) => readonly (string | null)[],
  words: Pick<Mistake, 'title' | 'explanation'> & Partial<Pick<Mistake, 'fixes'>>,
): Mistake => ({
  id,
  slot: 'url',
  *suppose(situation): Iterable<Supposition> {
    for (const url of urls(urlOf(situation.request), situation)) {
      if (url !== null) yield* withUrl(situation, url);
    }
  },
  fixes: urlFixes,
  ...words,
});

const urlProtocol = urlMistake(
  'url-protocol',
  (url) => [
    url.startsWith('http://') ? `https://${url.slice(7)}` : null,
    url.startsWith('https://') ? `http://${url.slice(8)}` : null,
  ],
  {
    title: 'It becomes genuine with the other protocol in the URL (https for http, or the reverse).',
    explanation: 'TLS ends at a proxy in front, so that the handler sees http where the sender used https.',
  },
);

const firstOf = (value: string | undefined) => value?.split(',', 1)[0]?.trim();

const urlForwardedHost = urlMistake(
  'url-forwarded-host',
  (url, { request }) => {
    const [base] = split(url);
    const rest = (parseUrl(url) ? base.replace(/^[a-z]+:\/\/[^/]*/i, '') : base) + split(url)[1];
    const hosts = ['x-forwarded-host', 'x-original-host', 'host'].map((name) =>
      firstOf(findHeader(request.rawHeaders, name)),
    );
    const stated = firstOf(findHeader(request.rawHeaders, 'x-forwarded-proto'));
    return hosts.flatMap((host) =>
      host
        ? [...new Set([stated ?? 'https', 'https', 'http'])].map((protocol) => `${protocol}://${host}${rest}`)
        : [],
    );
  },
  {
    title: 'It becomes genuine with the host that the sender asked for.',
    explanation:
      'The signed URL has the public host. Behind a proxy or a tunnel the handler sees an inner one.',
  },
);

const urlWithoutQuery = urlMistake('url-without-query', (url) => (url.includes('?') ? [split(url)[0]] : []), {
  title: 'It becomes genuine when the query is left out of the URL.',
  explanation: 'The signer used the URL without what follows the question mark.',
});

const urlSlash = urlMistake(
  'url-trailing-slash',
  (url) => {
    const [base, query] = split(url);
    return [base.endsWith('/') ? base.slice(0, -1) + query : `${base}/${query}`];
  },
  {
    title: 'It becomes genuine when the slash at the end of the path is added, or removed.',
    explanation: 'A router or a redirect changed the path by its last slash.',
  },
);

const urlPort = urlMistake(
  'url-port',
  (url) => {
    const address = parseUrl(url);
    if (!address) return [];
    const bare = url.replace(/^([a-z]+:\/\/[^/:?#]+):\d+/i, '$1');
    const standard = address.protocol === 'http:' ? 80 : 443;
    return [bare, bare.replace(/^([a-z]+:\/\/[^/?#]+)/i, `$1:${standard}`)];
  },
  {
    title: 'It becomes genuine when the port is left out of the URL, or spelled out.',
    explanation: 'One side writes the port into the URL, the other leaves it out.',
  },
);

const urlPathOnly = urlMistake(
  'url-path-only',
  (url) => {
    const address = parseUrl(url);
    return address
      ? [
          address.pathname + address.search,
          address.pathname,
          address.host + address.pathname + address.search,
        ]
      : [];
  },
  {
    title: 'It becomes genuine when only the path stands for the URL.',
    explanation: 'The signer used the path (or host and path) where the whole URL is expected.',
  },
);

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

const urlEscapes = urlMistake(
  'url-escapes',
  (url) => [
    decoded(url),
    parseUrl(url)?.href ?? null,
    url.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase()),
    url.replace(/%[0-9a-f]{2}/gi, (code) => code.toLowerCase()),
    url.replaceAll('%20', '+'),
    url.replaceAll('+', '%20'),
  ],
  {
    title: 'It becomes genuine with other percent escapes in the URL.',
    explanation: 'The URL was decoded, or encoded anew, between the signer and here.',
  },
);

const urlQuerySorted = urlMistake(
  'url-query-sorted',
  (url, { request }) => {
    const pairs = queryOf(request).split('&');
    return pairs.length > 1 ? [`${split(url)[0]}?${pairs.sort().join('&')}`] : [];
  },
  {
    title: 'It becomes genuine when the parameters of the query are sorted.',
    explanation: 'Something changed the order of the query parameters.',
    fixes: [
      fix('Anywhere', 'Take the query from the request line, not from a parsed and printed list.'),
      ...urlFixes,
    ],
  },
);

export const urlMistakes: readonly Mistake[] = [
  urlProtocol,
  urlForwardedHost,
  urlWithoutQuery,
  urlSlash,
  urlPort,
  urlPathOnly,
  urlEscapes,
  urlQuerySorted,
];
