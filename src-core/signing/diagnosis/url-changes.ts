import { fromBase64, utf8Text } from '../../bytes/encoding.ts';
import { parseUrl } from '../../http/parse-url.ts';
import { findHeader, urlOf } from '../../http/request.ts';
import { fix, urlFixes } from './fixes.ts';
import type { Mistake, Situation } from './mistake.ts';
import { supposedUrl } from './url-views.ts';

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** User and password that a URL held, as they arrive. */
function credentials({ request }: Situation): string[] {
  const encoded = /^basic +(\S{1,400})$/i.exec(findHeader(request.rawHeaders, 'authorization') ?? '')?.[1];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  const text = bytes && utf8Text(bytes);
  if (!text) return [];
  const [user = '', password = ''] = text.split(/:(.*)/s);
  return [text, `${encodeURIComponent(user)}:${encodeURIComponent(password)}`];
}

/** Names of this machine, as patterns. */
const loopbacks: readonly [from: string, to: string][] = [
  ['localhost', '127.0.0.1'],
  ['127\\.0\\.0\\.1', 'localhost'],
  ['localhost', '[::1]'],
  ['\\[::1\\]', 'localhost'],
  ['0\\.0\\.0\\.0', 'localhost'],
  ['127\\.0\\.0\\.1', 'host.docker.internal'],
  ['localhost', 'host.docker.internal'],
];

/** Prefixes under which gateways and stages mount an application. */
const mounts = [
  '/api',
  '/v1',
  '/prod',
  '/dev',
  '/staging',
  '/Prod',
  '/test',
  '/stage',
  '/production',
  '/v2',
  '/$default',
  '/default',
  '/functions/v1',
  '/.netlify/functions',
  '/gateway',
  '/app',
  '/hooks',
  '/webhooks',
  '/api/v1',
  '/public',
  '/index.php',
];

/** Changes of path and query that leave no trace in headers. */
export const urlChanges: Mistake = {
  id: 'url-changed',
  slot: 'url',
  *suppose(situation) {
    const url = urlOf(situation.request);
    const seen = new Set([url]);
    const give = function* (id: string, text: string | null, title: string) {
      if (text === null || seen.has(text)) return;
      seen.add(text);
      yield { situation: supposedUrl(situation, text), words: { id, title: `It becomes genuine ${title}.` } };
    };
    const [base = '', query] = url.split('?', 2);
    const pairs = query === undefined ? [] : query.split('&');
    for (let at = 0; at < pairs.length && at < 20; at++) {
      const rest = pairs.filter((_, index) => index !== at);
      yield* give(
        'url-query',
        rest.length === 0 ? base : `${base}?${rest.join('&')}`,
        `without the query parameter ${pairs[at]?.split('=')[0] ?? ''}, which was added on the way`,
      );
    }
    if (pairs.length > 1) {
      yield* give(
        'url-query-sorted',
        `${base}?${[...pairs].sort().join('&')}`,
        'when the parameters of the query are sorted',
      );
      yield* give(
        'url-query-sorted',
        `${base}?${[...pairs].reverse().join('&')}`,
        'with the parameters of the query in reversed order',
      );
      if (pairs.length <= 5)
        for (const order of permutations(pairs))
          yield* give(
            'url-query-sorted',
            `${base}?${order.join('&')}`,
            'with the parameters of the query in another order',
          );
    }
    yield* give('url-query', `${base}?`, 'with an empty query (the question mark alone)');
    if (query !== undefined) {
      const bare = (pair: string) => pair.replace(/=$/, '');
      const given = (pair: string) => (pair.includes('=') ? pair : `${pair}=`);
      yield* give(
        'url-query',
        `${base}?${pairs.map(bare).join('&')}`,
        'without the = after a query parameter that has no value: something on the way put it there',
      );
      yield* give(
        'url-query',
        `${base}?${pairs.map(given).join('&')}`,
        'with an = after a query parameter that has no value: something on the way removed it',
      );
    }
    yield* give('url-fragment', situation.request.url, 'with the fragment (# and what follows) of the URL');
    for (const mark of [',', '/', ':', '@', '+', ';', '$', '!', '*', '(', ')', '[', ']', '|', '~', ' '])
      for (const [from, to] of [
        [mark, `%${mark.charCodeAt(0).toString(16).toUpperCase()}`],
        [`%${mark.charCodeAt(0).toString(16).toUpperCase()}`, mark],
      ] as const)
        if (query?.includes(from))
          yield* give(
            'url-escapes',
            `${base}?${query.replaceAll(from, to)}`,
            `with ${to} for ${from} in the query: its percent escapes (encoding) changed`,
          );
    const escapes: (string | null)[] = [
      decoded(url),
      parseUrl(url)?.href ?? null,
      encodeURI(decoded(url) ?? url),
      encodeURI(url),
      url.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase()),
      url.replace(/%[0-9a-f]{2}/gi, (code) => code.toLowerCase()),
      url.replaceAll('%20', '+'),
      url.replaceAll('+', '%20'),
      url.replaceAll('&', '&amp;'),
    ];
    for (const text of escapes)
      yield* give('url-escapes', text, 'with other percent escapes in the URL (encoded or decoded)');
    yield* give('url-case', url.toLowerCase(), 'with the URL in lower case');
    yield* give(
      'url-path',
      url.replace(/^([a-z]+:\/\/[^/]*)?\/\/+/i, '$1/').replace(/([^:])\/\/+/g, '$1/'),
      'with single slashes in the path',
    );
    for (const user of credentials(situation))
      yield* give(
        'url-credentials',
        url.replace(/^([a-z]+:\/\/)/i, `$1${user}@`),
        'with user and password in the URL, as it is configured at the sender: they arrive as Authorization',
      );
    for (const [from, to] of loopbacks)
      yield* give(
        'url-host',
        url.replace(new RegExp(`^(https?://)${from}(?=[:/?]|$)`, 'i'), `$1${to}`),
        `with the host ${to} for ${from.replaceAll('\\', '')}`,
      );
    yield* give(
      'url-path',
      url.replace(/^([a-z]+:\/\/[^/]*)\//i, '$1//'),
      'with two slashes before the path: a base address that ends with one was put before it',
    );
    const [, origin = '', path = ''] = /^([a-z]+:\/\/[^/?]*)?(.*)$/i.exec(base) ?? [];
    const tail = query === undefined ? '' : `?${query}`;
    yield* give('url-origin', origin, 'with the host alone, without its path');
    const segments = path.split('/').filter(Boolean);
    if (segments.length > 1) {
      yield* give(
        'url-path',
        `${origin}/${segments.slice(1).join('/')}${tail}`,
        'without the first part of the path: a prefix was added to it on the way',
      );
      yield* give(
        'url-path',
        `${origin}/${segments.slice(0, -1).join('/')}${tail}`,
        'without the last part of the path',
      );
    }
    for (const mount of mounts)
      yield* give(
        'url-path',
        `${origin}${mount}${path}${tail}`,
        `with ${mount} before the path: a proxy or gateway cut this prefix off`,
      );
  },
  title: 'It becomes genuine with another URL.',
  explanation:
    'The path or the query was changed between the signer and here: rewritten, decoded, sorted, cut, or added to.',
  fixes: [
    fix(
      'Anywhere',
      'Take the URL from the request line as it came, and look what stands in front: a proxy, a gateway, a router.',
    ),
    ...urlFixes,
  ],
};

function permutations(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) =>
    permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
  );
}
