import { type SignedRequest, withHeader } from '#core/http/request.ts';
import type { Fault } from './fault.ts';
import { fault, timestampOf, withSignature } from './fault.ts';
import type { Broken, Genuine } from './genuine.ts';

const time = fault('time', 'time');
const url = fault('URL', 'url');
const headers = fault('headers');

/** The timestamp in the request is another than the signed one. */
export function restamped(g: Genuine, change: (t: string) => string | null): Broken | null {
  const { scheme } = g;
  const t = timestampOf(g);
  const to = t === '' ? null : change(t);
  if (!('timestamp' in scheme) || !scheme.timestamp || to === null || to === t) return null;
  const { at } = scheme.timestamp;
  if (at.in === 'header')
    return {
      request: { ...g.request, rawHeaders: withHeader(g.request.rawHeaders, at.name, to) },
      secrets: [g.secret],
    };
  return withSignature(g, (v) => v.replace(/\b(t|ts)=[^,;]+/, `$1=${to}`));
}
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
const isUnix = (t: string) => /^\d{10}$/.test(t);
const late = (g: Genuine, seconds: number): Broken => ({
  request: g.request,
  secrets: [g.secret],
  nowMs: g.nowMs + seconds * 1000,
});
const hasTolerance = (g: Genuine) =>
  'timestamp' in g.scheme && typeof g.scheme.timestamp?.toleranceSeconds === 'number';

export const timeFaults: Fault[] = [
  time(
    'milliseconds in the header, seconds signed',
    (g) => restamped(g, (t) => (isUnix(t) ? `${t}000` : null)),
    /millisecond|unit|seconds/i,
  ),
  time(
    'milliseconds signed, seconds in the header',
    (g) => {
      const t = timestampOf(g);
      return isUnix(t) ? swapped(g, `${t}000`) : null;
    },
    /millisecond|unit|seconds/i,
  ),
  time(
    'odd milliseconds signed',
    (g) => {
      const t = timestampOf(g);
      return isUnix(t) ? swapped(g, `${t}417`) : null;
    },
    /millisecond|unit/i,
  ),
  time(
    'ISO in the header, Unix signed',
    (g) => restamped(g, (t) => (isUnix(t) ? iso(Number(t)) : null)),
    /ISO|unit|form/i,
  ),
  time(
    'ISO signed, Unix in the header',
    (g) => {
      const t = timestampOf(g);
      return isUnix(t) ? swapped(g, iso(Number(t))) : null;
    },
    /ISO|unit|form/i,
  ),
  time(
    'ISO without milliseconds signed',
    (g) => {
      const t = timestampOf(g);
      return isUnix(t) ? swapped(g, iso(Number(t)).replace('.000', '')) : null;
    },
    /ISO|unit|form/i,
  ),
  time(
    'time taken twice: a second apart',
    (g, c) => restamped(g, (t) => (isUnix(t) ? String(Number(t) + c.pick([1, -1, 2])) : null)),
    /second|apart|later|earlier/i,
  ),
  time('Date header’s time signed', (g) => dateSigned(g), /Date/),
  time(
    'float seconds signed',
    (g) => {
      const t = timestampOf(g);
      return isUnix(t) ? swapped(g, `${t}.0`) : null;
    },
    /decimal|float|fraction|\.0|unit|form/i,
  ),
  time(
    'delivered an hour late',
    (g) => (hasTolerance(g) ? late(g, 3600 + 17) : null),
    /old|late|delay|queue|clock|replay/i,
  ),
  time(
    'a replay of last week',
    (g) => (hasTolerance(g) ? late(g, 7 * 86_400 + 71) : null),
    /old|late|delay|queue|clock|replay/i,
  ),
  time(
    'clock behind',
    (g) =>
      hasTolerance(g) && JSON.stringify(g.scheme).includes('"refuseFuture":true') ? late(g, -1900) : null,
    /clock|future|ahead|behind/i,
  ),
  time(
    'time zone taken for UTC',
    (g, c) => (hasTolerance(g) ? zoned(g, c.pick([2, 5.5, 1, 8])) : null),
    /zone|hour|UTC/i,
  ),
  time('timestamp in quotes', (g, c) => restamped(g, (t) => c.pick([`"${t}"`, `'${t}'`])), /quot|timestamp/i),
  time(
    'microseconds in the header',
    (g) => restamped(g, (t) => (isUnix(t) ? `${t}000000` : null)),
    /microsecond|unit/i,
  ),
];

/** Signed over another form of the time than the one that is sent. */
export function swapped(g: Genuine, signedTime: string): Broken | null {
  const { scheme } = g;
  if (scheme.kind !== 'hmac') return null;
  const t = timestampOf(g);
  const literal = { ...scheme, signedContent: scheme.signedContent.replace('{timestamp}', signedTime) };
  return { request: g.signed({ scheme: literal, timestamp: t }), secrets: [g.secret] };
}

function dateSigned(g: Genuine): Broken | null {
  const { scheme } = g;
  const t = timestampOf(g);
  if (scheme.kind !== 'hmac' || !isUnix(t)) return null;
  const at = Number(t) - 37;
  const signed = swapped(g, String(at));
  const date: [string, string] = ['Date', new Date(at * 1000).toUTCString()];
  return (
    signed && { ...signed, request: { ...signed.request, rawHeaders: [...signed.request.rawHeaders, date] } }
  );
}

/** The sender's local time written as if it were UTC: signed so, whole hours off. */
function zoned(g: Genuine, hours: number): Broken {
  return { request: g.signed({ nowMs: g.nowMs - hours * 3_600_000 }), secrets: [g.secret] };
}

export const at = (g: Genuine, url: string, extra: [string, string][] = []): Broken | null =>
  url === g.request.url
    ? null
    : {
        request: {
          ...g.request,
          url,
          rawHeaders: extra.reduce((all, [n, v]) => withHeader(all, n, v), g.request.rawHeaders),
        },
        secrets: [g.secret],
      };
/** Seen by the application at `seen`, while the sender signed what it calls. */
export const behind = (
  g: Genuine,
  change: (u: URL) => void,
  extra: (u: URL) => [string, string][] = () => [],
): Broken | null => {
  const u = new URL(g.request.url);
  const original = new URL(g.request.url);
  change(u);
  return at(g, u.href, extra(original));
};
export const signedAt = (g: Genuine, signedUrl: string): Broken | null =>
  signedUrl === g.request.url
    ? null
    : { request: { ...g.signed({ url: signedUrl }), url: g.request.url }, secrets: [g.secret] };
export const cares = (g: Genuine, what: RegExp) => what.test(JSON.stringify(g.scheme));
export const whole = /\{(url|urlWithPort|hubspotUrl)\}/;
const about = /URL|address|proxy|host|https|path|query|port/i;

export const urlFaults: Fault[] = [
  url(
    'http behind TLS termination',
    (g) =>
      cares(g, whole)
        ? behind(g, (u) => {
            u.protocol = 'http:';
          })
        : null,
    /https|TLS|protocol/i,
  ),
  url(
    'inner host, X-Forwarded-Host has the outer',
    (g) =>
      cares(g, whole)
        ? behind(
            g,
            (u) => {
              u.protocol = 'http:';
              u.host = 'localhost:3000';
            },
            (o) => [
              ['Host', 'localhost:3000'],
              ['X-Forwarded-Host', o.host],
              ['X-Forwarded-Proto', 'https'],
            ],
          )
        : null,
    about,
  ),
  url(
    'Forwarded (RFC 7239)',
    (g) =>
      cares(g, whole)
        ? behind(
            g,
            (u) => {
              u.protocol = 'http:';
              u.host = '10.0.0.7:8080';
            },
            (o) => [
              ['Host', '10.0.0.7:8080'],
              ['Forwarded', `for=203.0.113.9;host=${o.host};proto=https`],
            ],
          )
        : null,
    about,
  ),
  url(
    'path prefix stripped by the proxy (X-Forwarded-Prefix)',
    (g) =>
      behind(
        g,
        (u) => {
          u.pathname = '/in';
        },
        () => [],
      ) && prefixed(g),
    about,
  ),
  url(
    'path rewritten, X-Original-URI has it',
    (g) =>
      behind(
        g,
        (u) => {
          u.pathname = '/index.php';
          u.search = '';
        },
        (o) => [['X-Original-URI', o.pathname + o.search]],
      ),
    about,
  ),
  url(
    'path rewritten and host inner',
    (g) =>
      cares(g, whole)
        ? behind(
            g,
            (u) => {
              u.protocol = 'http:';
              u.host = 'app:8000';
              u.pathname = '/x';
            },
            (o) => [
              ['Host', 'app:8000'],
              ['X-Forwarded-Host', o.host],
              ['X-Forwarded-Proto', 'https'],
              ['X-Original-URL', o.pathname + o.search],
            ],
          )
        : null,
    about,
  ),
  url(
    'slash at the end',
    (g) =>
      behind(g, (u) => {
        u.pathname = `${u.pathname}/`;
      }),
    /slash/i,
  ),
  url(
    'slash at the end signed',
    (g) => {
      const u = new URL(g.request.url);
      u.pathname += '/';
      return signedAt(g, u.href);
    },
    /slash/i,
  ),
  url(
    'query dropped',
    (g) =>
      behind(g, (u) => {
        u.search = '';
        u.pathname += '';
      }) && (g.request.url.includes('?') ? signedAt({ ...g }, g.request.url.split('?')[0] ?? '') : null),
    /query/i,
  ),
  url(
    'default port signed',
    (g) =>
      cares(g, /\{url\}\./) ? signedAt(g, g.request.url.replace(/^(https:\/\/[^/]+)/, '$1:443')) : null,
    /port/i,
  ),
  url(
    'inner port in the URL',
    (g) =>
      cares(g, whole)
        ? behind(g, (u) => {
            u.port = '8443';
          })
        : null,
    /port/i,
  ),
  url(
    'query in other order',
    (g) =>
      g.request.url.includes('source=')
        ? behind(g, (u) => {
            u.search = '?v=2&source=main';
          })
        : null,
    /order|query|sort/i,
  ),
  url(
    'path decoded',
    (g) => {
      const u = `${g.request.url.split('?')[0]}/caf%C3%A9%20x`;
      return {
        request: { ...g.signed({ url: u }), url: u.replace('caf%C3%A9%20x', 'café x') },
        secrets: [g.secret],
      };
    },
    /escap|decod|percent|encod/i,
  ),
  url(
    'www. before the host',
    (g) => (cares(g, whole) ? signedAt(g, g.request.url.replace('https://', 'https://www.')) : null),
    /www|host/i,
  ),
  url(
    'query parameter added on the way',
    (g, c) => {
      const u = new URL(g.request.url);
      return at(
        g,
        `${u.href}${u.search ? '&' : '?'}${c.pick(['utm_source=x', 'x-vercel-protection-bypass=1', 'token=abc'])}`,
      );
    },
    /query|parameter/i,
  ),
  url(
    'host in capitals signed',
    (g) =>
      cares(g, whole)
        ? signedAt(
            g,
            g.request.url.replace(/\/\/([^/]+)/, (_, h: string) => `//${h.toUpperCase()}`),
          )
        : null,
    /case|host|capital/i,
  ),
  url(
    'first part of the path cut off',
    (g) => {
      const u = new URL(g.request.url);
      const p = u.pathname.replace(/^\/[^/]+/, '');
      return p === ''
        ? null
        : behind(
            g,
            (x) => {
              x.pathname = p;
            },
            () => [['X-Forwarded-Prefix', /^\/[^/]+/.exec(u.pathname)?.[0] ?? '']],
          );
    },
    about,
  ),
  url(
    'URL configured as http, called as https',
    (g) => (cares(g, whole) ? signedAt(g, g.request.url.replace('https:', 'http:')) : null),
    /http|TLS|protocol/i,
  ),
];

function prefixed(g: Genuine): Broken | null {
  const signedUrl = g.request.url.replace(/^(https:\/\/[^/]+)/, '$1/gateway');
  const broken = signedAt(g, signedUrl);
  return broken && { ...broken, request: withForwarded(broken.request, 'X-Forwarded-Prefix', '/gateway') };
}
const withForwarded = (request: SignedRequest, name: string, value: string): SignedRequest => ({
  ...request,
  rawHeaders: withHeader(request.rawHeaders, name, value),
});

const sigName = ({ scheme }: Genuine) =>
  'signature' in scheme && scheme.signature.at.in === 'header' ? scheme.signature.at.name : null;
const renamed = (g: Genuine, to: (name: string) => string): Broken | null => {
  const name = sigName(g);
  if (name === null) return null;
  return {
    request: {
      ...g.request,
      rawHeaders: g.request.rawHeaders.map(([n, v]): [string, string] =>
        n.toLowerCase() === name.toLowerCase() ? [to(n), v] : [n, v],
      ),
    },
    secrets: [g.secret],
  };
};

export const headerFaults: Fault[] = [
  headers(
    'signature under another name',
    (g, c) => renamed(g, () => c.pick(['X-Signature-Forwarded', 'X-Hook-Sig', 'Signature'])),
    /header|name/i,
  ),
  headers(
    'header as CGI names it',
    (g) => renamed(g, (n) => `HTTP_${n.toUpperCase().replaceAll('-', '_')}`),
    /header|name|underscore/i,
  ),
  headers(
    'prefix of a proxy before the name',
    (g) => renamed(g, (n) => `X-Amzn-Remapped-${n}`),
    /header|name/i,
  ),
];
