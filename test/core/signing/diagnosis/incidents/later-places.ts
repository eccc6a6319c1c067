import type { Fault } from './fault.ts';
import { fault, timestampOf, withSignature } from './fault.ts';
import type { Broken, Genuine } from './genuine.ts';
import { byBytes } from './print.ts';
import { at, behind, cares, restamped, signedAt, swapped, whole } from './time-url.ts';

const time = fault('time', 'time');
const url = fault('URL', 'url');
const headers = fault('headers', 'time');

const _mapKeys = (value: unknown, change: (key: string) => string): unknown =>
  Array.isArray(value)
    ? value.map((one) => _mapKeys(one, change))
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [change(key), _mapKeys(one, change)]))
      : value;
const _rubyInspect = (v: unknown): string =>
  v === null
    ? 'nil'
    : Array.isArray(v)
      ? `[${v.map(_rubyInspect).join(', ')}]`
      : typeof v === 'object'
        ? `{${Object.entries(v)
            .map(([k, x]) => `${JSON.stringify(k)}=>${_rubyInspect(x)}`)
            .join(', ')}}`
        : JSON.stringify(v);
const _javaString = (v: unknown): string =>
  Array.isArray(v)
    ? `[${v.map(_javaString).join(', ')}]`
    : typeof v === 'object' && v !== null
      ? `{${Object.entries(v)
          .map(([k, x]) => `${k}=${_javaString(x)}`)
          .join(', ')}}`
      : String(v);
const _goMap = (v: unknown): string =>
  Array.isArray(v)
    ? `[${v.map(_goMap).join(' ')}]`
    : typeof v === 'object' && v !== null
      ? `map[${Object.entries(v)
          .sort(([a], [b]) => byBytes(a, b))
          .map(([k, x]) => `${k}:${_goMap(x)}`)
          .join(' ')}]`
      : v === null
        ? '<nil>'
        : String(v);

/** The Authorization that a URL with credentials becomes. */
const basic = `Basic ${Buffer.from('hook:pa55').toString('base64')}`;
const forwarded = (g: Genuine, extra: [string, string][], change: (u: URL) => void): Broken | null =>
  behind(g, change, () => extra);

export const laterPlaces: Fault[] = [
  time(
    'HTTP date in the header, Unix signed',
    (g) => restamped(g, (t) => (/^\d{10}$/.test(t) ? new Date(Number(t) * 1000).toUTCString() : null)),
    /date|unit|form|HTTP/i,
  ),
  time(
    'nanoseconds signed',
    (g) => {
      const t = timestampOf(g);
      return /^\d{10}$/.test(t) ? swapped(g, `${t}000000000`) : null;
    },
    /nano|unit/i,
  ),
  time(
    'thousands apart',
    (g) => restamped(g, (t) => (/^\d{10}$/.test(t) ? Number(t).toLocaleString('en-US') : null)),
    /comma|thousand|form|timestamp/i,
  ),
  time(
    'scientific notation',
    (g) =>
      restamped(g, (t) =>
        /^\d{10}$/.test(t) ? Number(t).toExponential().replace('e', 'E').replace('+', '') : null,
      ),
    /scientific|E9|notation|form|timestamp/i,
  ),
  time(
    'clock of the sender ahead',
    (g) =>
      JSON.stringify(g.scheme).includes('"refuseFuture":true') &&
      JSON.stringify(g.scheme).includes('"toleranceSeconds":') &&
      !JSON.stringify(g.scheme).includes('"toleranceSeconds":null')
        ? { request: g.signed({ nowMs: g.nowMs + 3_600_000 * 2 + 61_000 }), secrets: [g.secret] }
        : null,
    /clock|future|ahead/i,
  ),
  time(
    'ticks of .NET signed',
    (g) => {
      const t = timestampOf(g);
      return /^\d{10}$/.test(t) ? swapped(g, String(621355968000000000n + BigInt(t) * 10_000_000n)) : null;
    },
    /tick|unit|\.NET/i,
  ),
  headers(
    'timestamp merged by a proxy',
    (g) => restamped(g, (t) => `${t}, ${t}`),
    /twice|merged|two|list|,/i,
  ),
  headers(
    'id merged by a proxy',
    (g) => {
      const { scheme } = g;
      if (!('id' in scheme) || scheme.id?.in !== 'header' || !JSON.stringify(scheme).includes('{id}'))
        return null;
      const name = scheme.id.name.toLowerCase();
      return {
        request: {
          ...g.request,
          rawHeaders: g.request.rawHeaders.map(([n, v]): [string, string] =>
            n.toLowerCase() === name ? [n, `${v}, ${v}`] : [n, v],
          ),
        },
        secrets: [g.secret],
      };
    },
    /twice|merged|two|list|,/i,
  ),
  headers(
    'header with its value percent-encoded',
    (g) => withSignature(g, (v) => encodeURIComponent(v)),
    /percent|encoded|%/i,
  ),
  url(
    'X-Original-Host has the outer',
    (g) =>
      cares(g, whole)
        ? at(g, g.request.url.replace(/\/\/[^/]+/, '//localhost:3000'), [
            ['Host', 'localhost:3000'],
            ['X-Original-Host', new URL(g.request.url).host],
          ])
        : null,
    /host|URL|address/i,
  ),
  url(
    'Envoy’s original path',
    (g) =>
      forwarded(
        g,
        [['X-Envoy-Original-Path', new URL(g.request.url).pathname + new URL(g.request.url).search]],
        (u) => {
          u.pathname = '/internal/hook';
        },
      ),
    /path|URL|address/i,
  ),
  url(
    'Traefik replaced the path',
    (g) =>
      forwarded(
        g,
        [['X-Replaced-Path', new URL(g.request.url).pathname + new URL(g.request.url).search]],
        (u) => {
          u.pathname = '/in';
        },
      ),
    /path|URL|address/i,
  ),
  url(
    'IIS rewrote it (X-Original-URL)',
    (g) =>
      forwarded(
        g,
        [['X-Original-URL', new URL(g.request.url).pathname + new URL(g.request.url).search]],
        (u) => {
          u.pathname = '/index.php';
        },
      ),
    /path|URL|address/i,
  ),
  url(
    'CF-Visitor has the scheme',
    (g) =>
      cares(g, whole)
        ? forwarded(g, [['CF-Visitor', '{"scheme":"https"}']], (u) => {
            u.protocol = 'http:';
          })
        : null,
    /https|TLS|protocol/i,
  ),
  url(
    'stage of API Gateway',
    (g, c) =>
      signedAt(
        g,
        g.request.url.replace(
          /^(https:\/\/[^/]+)/,
          `$1/${c.pick(['prod', 'dev', 'staging', 'v1', '$default'])}`,
        ),
      ),
    /path|stage|prefix|URL/i,
  ),
  url(
    'port in X-Forwarded-Port',
    (g) => {
      const broken = cares(g, whole)
        ? signedAt(g, g.request.url.replace(/^(https:\/\/[^/:]+)/, '$1:8443'))
        : null;
      return (
        broken && {
          ...broken,
          request: {
            ...broken.request,
            rawHeaders: [...broken.request.rawHeaders, ['X-Forwarded-Port', '8443'] as [string, string]],
          },
        }
      );
    },
    /port/i,
  ),
  url(
    'blank as %20 or + in the query',
    (g) => {
      const u = `${g.request.url.split('?')[0]}?q=blue+shoes&v=2`;
      return { request: { ...g.signed({ url: u }), url: u.replace('+', '%20') }, secrets: [g.secret] };
    },
    /query|%20|\+|encod|escape/i,
  ),
  url(
    'comma encoded in the query',
    (g) => {
      const u = `${g.request.url.split('?')[0]}?ids=1,2`;
      return { request: { ...g.signed({ url: u }), url: u.replace(',', '%2C') }, secrets: [g.secret] };
    },
    /query|%2C|,|encod|escape/i,
  ),
  url(
    '= put behind a bare parameter',
    (g) => {
      const u = `${g.request.url.split('?')[0]}?live`;
      return { request: { ...g.signed({ url: u }), url: `${u}=` }, secrets: [g.secret] };
    },
    /query|=|parameter/i,
  ),
  url(
    'two slashes of a joined base address',
    (g) => {
      const u = g.request.url.replace(/^(https:\/\/[^/]+)\//, '$1//');
      return signedAt(g, u);
    },
    /slash|path|URL/i,
  ),
  url(
    'empty query signed',
    (g) => (g.request.url.includes('?') ? null : signedAt(g, `${g.request.url}?`)),
    /\?|query/i,
  ),
  url(
    'credentials of the URL signed',
    (g) => {
      const broken = cares(g, whole)
        ? signedAt(g, g.request.url.replace('https://', 'https://hook:pa55@'))
        : null;
      return (
        broken && {
          ...broken,
          request: {
            ...broken.request,
            rawHeaders: [...broken.request.rawHeaders, ['Authorization', basic] as [string, string]],
          },
        }
      );
    },
    /user|password|credential|Authorization/i,
  ),
  url(
    '127.0.0.1 signed, localhost called',
    (g) => {
      if (!cares(g, whole)) return null;
      const seen = g.request.url.replace(/^https:\/\/[^/]+/, 'http://localhost:4665');
      return {
        request: { ...g.signed({ url: seen.replace('localhost', '127.0.0.1') }), url: seen },
        secrets: [g.secret],
      };
    },
    /127\.0\.0\.1|localhost|host/i,
  ),
  url('fragment signed', (g) => signedAt(g, `${g.request.url}#top`), /fragment|#/i),
  url(
    'path in capitals called, lower case signed',
    (g) => {
      const u = g.request.url.replace('/webhooks', '/WebHooks').replace('/hooks', '/Hooks');
      return {
        request: { ...g.signed({ url: u.replace(/(?<=\w)\/.*/, (p) => p.toLowerCase()) }), url: u },
        secrets: [g.secret],
      };
    },
    /case|lower|capital/i,
  ),
];
