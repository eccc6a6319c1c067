import type { Fault } from './fault.ts';
import { bodyText, fault, received, signedOver } from './fault.ts';
import type { Genuine } from './genuine.ts';
import { byBytes, print } from './print.ts';
import { parsedBody } from './printed.ts';

const wrapped = fault('body wrapped');
const bytes = fault('body bytes');

const text = (g: Genuine) => bodyText(g.request) ?? '';
const arrived =
  (make: (value: unknown, g: Genuine) => string | Uint8Array | null): Fault['damage'] =>
  (g) => {
    const value = parsedBody(g);
    return value === undefined ? null : received(g, make(value, g));
  };
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
const quotedPrintable = (s: string) =>
  [...Buffer.from(s)]
    .map((b) =>
      b === 61 || b > 126 || (b < 32 && b !== 10)
        ? `=${b.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(b),
    )
    .join('')
    .replace(/.{73}(?=.)/g, '$&=\r\n');

export const laterBodies: Fault[] = [
  wrapped(
    'EventBridge',
    arrived((v) =>
      JSON.stringify({
        version: '0',
        id: '6a7e8feb',
        'detail-type': 'order',
        source: 'acme',
        account: '123456789012',
        time: '2025-10-09T08:53:20Z',
        region: 'eu-west-1',
        resources: [],
        detail: v,
      }),
    ),
    /detail|inside|wrap|envelope|EventBridge|field/i,
  ),
  wrapped(
    'n8n item',
    arrived((v) => JSON.stringify([{ headers: { host: 'x' }, params: {}, query: {}, body: v }])),
    /body|inside|wrap|field|list/i,
  ),
  wrapped(
    'Cloud Tasks',
    arrived((_, g) =>
      JSON.stringify({
        httpRequest: { url: 'https://x.example', body: Buffer.from(g.request.body).toString('base64') },
      }),
    ),
    /base64|inside|wrap|field/i,
  ),
  wrapped(
    'Zapier catch hook',
    arrived((v) => JSON.stringify({ querystring: {}, payload: v })),
    /payload|inside|wrap|field/i,
  ),
  wrapped(
    'GraphQL variables',
    arrived((v) =>
      JSON.stringify({ query: 'mutation($input: In!){hook(input:$input)}', variables: { input: v } }),
    ),
    /inside|wrap|field|input/i,
  ),
  wrapped(
    'a text field inside a log record',
    arrived((_, g) => JSON.stringify({ level: 'info', ts: 1760000000, raw: text(g) })),
    /inside|wrap|field|string|raw/i,
  ),
  wrapped(
    'log line before it',
    arrived((_, g) => `2025-10-09 08:53:20 INFO received body: ${text(g)}`),
    /before|more|log|text/i,
  ),
  wrapped(
    'Confluent’s magic bytes before it',
    arrived((_, g) => Buffer.concat([Buffer.from([0, 0, 0, 0, 7]), g.request.body])),
    /before|bytes|Kafka|prefix|more/i,
  ),
  wrapped(
    'JSONP',
    arrived((_, g) => `callback(${text(g)});`),
    /callback|around|JSONP|before/i,
  ),
  wrapped(
    'XSSI guard before it',
    arrived((_, g) => `)]}',\n${text(g)}`),
    /before|guard|prefix|more|XSSI/i,
  ),
  wrapped(
    'data: of an event stream',
    arrived((_, g) => (text(g).includes('\n') ? null : `data: ${text(g)}\n\n`)),
    /data:|event stream|before|label/i,
  ),
  wrapped(
    'base64 in lines of 76',
    arrived((_, g) =>
      (
        Buffer.from(g.request.body)
          .toString('base64')
          .match(/.{1,76}/g) ?? []
      ).join('\r\n'),
    ),
    /base64/i,
  ),
  wrapped(
    'data: URL',
    arrived((_, g) => `data:application/json;base64,${Buffer.from(g.request.body).toString('base64')}`),
    /base64|data:/i,
  ),
  bytes(
    'quoted-printable',
    arrived((_, g) => quotedPrintable(text(g))),
    /quoted-printable|mail|=/i,
  ),
  bytes(
    'curl -d @file without line breaks',
    (g) => {
      const value = parsedBody(g);
      const pretty = value === undefined ? null : print(value, { indent: '  ', colon: ': ' });
      const signed = pretty && signedOver(g, `${pretty}\n`);
      return signed
        ? { ...signed, request: { ...signed.request, body: Buffer.from(pretty.replaceAll('\n', '')) } }
        : null;
    },
    /line break|curl|newline|white|JSON/i,
  ),
  bytes(
    'UTF-16 with a mark',
    arrived((_, g) => Buffer.from(`\ufeff${text(g)}`, 'utf16le')),
    /UTF-16/i,
  ),
  bytes(
    'read as ASCII by the signer',
    (g) => (/[^\0-\x7f]/.test(text(g)) ? signedOver(g, Buffer.from(g.request.body).toString('ascii')) : null),
    /ASCII|encod|seven|bit/i,
  ),
  bytes(
    'length counted in characters',
    (g) => {
      const all = Buffer.from(g.request.body);
      const length = text(g).length;
      const broken = length < all.length ? received(g, all.subarray(0, length)) : null;
      return (
        broken && {
          ...broken,
          request: {
            ...broken.request,
            rawHeaders: [
              ...broken.request.rawHeaders.filter(([n]) => !/^content-length$/i.test(n)),
              ['Content-Length', String(length)] as [string, string],
            ],
          },
        }
      );
    },
    /cut|truncat|characters|short|missing|incomplete/i,
  ),
  bytes(
    'emoji lost in a three-byte column',
    (g) =>
      /[\u{10000}-\u{10ffff}]/u.test(text(g))
        ? received(g, text(g).replace(/[\u{10000}-\u{10ffff}]/gu, '????'))
        : null,
    /\?|emoji|characters|replaced|encod/i,
  ),
  bytes(
    'everything from the first NUL lost, NUL at the end',
    (g) => received(g, `${text(g)}\0`),
    /NUL|zero|end/i,
  ),
  bytes(
    'vertical: CR in place of LF',
    (g) => (text(g).includes('\n') ? received(g, text(g).replaceAll('\n', '\r')) : null),
    /line break|line ending|CR/i,
  ),
];
