import { inspect } from 'node:util';
import type { Fault } from './fault.ts';
import { fault, received, signedOver } from './fault.ts';
import type { Genuine } from './genuine.ts';
import { asciiLower, byBytes, goText, phpText, print, type Style } from './print.ts';
import { parsedBody } from './printed.ts';

const printed = fault('body printed');

const parsed =
  (make: (value: unknown) => string): Fault['damage'] =>
  (g) => {
    const value = parsedBody(g);
    return value === undefined ? null : signedOver(g, make(value));
  };
const arrived =
  (make: (value: unknown, g: Genuine) => string | Uint8Array | null): Fault['damage'] =>
  (g) => {
    const value = parsedBody(g);
    return value === undefined ? null : received(g, make(value, g));
  };
const reprinted = /print|serialis|serializ|JSON|pars/i;
const mapKeys = (value: unknown, change: (key: string) => string): unknown =>
  Array.isArray(value)
    ? value.map((one) => mapKeys(one, change))
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [change(key), mapKeys(one, change)]))
      : value;
const rubyInspect = (v: unknown): string =>
  v === null
    ? 'nil'
    : Array.isArray(v)
      ? `[${v.map(rubyInspect).join(', ')}]`
      : typeof v === 'object'
        ? `{${Object.entries(v)
            .map(([k, x]) => `${JSON.stringify(k)}=>${rubyInspect(x)}`)
            .join(', ')}}`
        : JSON.stringify(v);
const javaString = (v: unknown): string =>
  Array.isArray(v)
    ? `[${v.map(javaString).join(', ')}]`
    : typeof v === 'object' && v !== null
      ? `{${Object.entries(v)
          .map(([k, x]) => `${k}=${javaString(x)}`)
          .join(', ')}}`
      : String(v);
const goMap = (v: unknown): string =>
  Array.isArray(v)
    ? `[${v.map(goMap).join(' ')}]`
    : typeof v === 'object' && v !== null
      ? `map[${Object.entries(v)
          .sort(([a], [b]) => byBytes(a, b))
          .map(([k, x]) => `${k}:${goMap(x)}`)
          .join(' ')}]`
      : v === null
        ? '<nil>'
        : String(v);
const python: Style = { indent: '    ', colon: ': ', text: asciiLower };
const camel = (key: string) => key.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase());
const snake = (key: string) => key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** Only where a key changes by it. */
const recased = (change: (key: string) => string): Fault['damage'] =>
  arrived((v) => {
    const text = JSON.stringify(mapKeys(v, change));
    return text === JSON.stringify(v) ? null : text;
  });

export const laterPrinted: Fault[] = [
  printed(
    'jq .',
    arrived((v) => `${print(v, { indent: '  ', colon: ': ' })}\n`),
    reprinted,
  ),
  printed(
    'jq -S .',
    arrived((v) => `${print(v, { indent: '  ', colon: ': ', sort: byBytes })}\n`),
    /JSON|sort|print/i,
  ),
  printed(
    'jq -cS signed',
    parsed((v) => `${print(v, { sort: byBytes })}\n`),
    /JSON|sort|print/i,
  ),
  printed(
    'python -m json.tool',
    arrived((v) => `${print(v, python)}\n`),
    reprinted,
  ),
  printed(
    'Python indent=2 signed',
    parsed((v) => print(v, { ...python, indent: '  ' })),
    reprinted,
  ),
  printed(
    'Perl JSON::PP pretty',
    parsed((v) => `${print(v, { indent: '   ', colon: ' : ' })}\n`),
    reprinted,
  ),
  printed(
    'org.json escapes </',
    parsed((v) => print(v, { text: (s) => JSON.stringify(s).replaceAll('</', '<\\/') })),
    /JSON|escap|print/i,
  ),
  printed(
    'Go SetIndent of one tab',
    parsed((v) => print(v, { indent: '\t', colon: ': ', text: goText })),
    reprinted,
  ),
  printed(
    'Go Encoder ends with a line break',
    parsed((v) => `${print(v, { text: goText })}\n`),
    /line break|newline|Go|JSON/i,
  ),
  printed(
    'PHP JSON_PRETTY_PRINT read in Node',
    parsed((v) => print(v, { indent: '    ', colon: ': ', text: phpText })),
    reprinted,
  ),
  printed(
    'PHP precision 17',
    parsed((v) =>
      print(v, {
        number: (n) => (Number.isInteger(n) ? String(n) : Number(n).toPrecision(17).replace(/0+$/, '')),
      }),
    ),
    /number|precision|float|digits|JSON/i,
  ),
  printed('keys to camelCase on the way', recased(camel), /key|name|camel|case/i),
  printed('keys to snake_case on the way', recased(snake), /key|name|snake|case/i),
  printed(
    'dates of .NET with seven digits',
    parsed((v) => JSON.stringify(v).replace(/(:\d\d)\.000Z/g, '$1.0000000Z')),
    /date|time|digits/i,
  ),
  printed(
    'dates with +00:00',
    arrived((v) => JSON.stringify(v).replace(/(:\d\d)\.000Z/g, '$1+00:00')),
    /date|time|zone/i,
  ),
  printed(
    'empty texts made null (Laravel)',
    (g) => {
      const body = '{"id":"evt_7","note":"","name":"Zoë","tags":[],"memo":""}';
      const broken = signedOver(g, body);
      return g.request.body.length > 0 &&
        broken &&
        /body\}$|^\{body/.test(JSON.stringify(g.scheme).match(/"signedContent":"([^"]*)"/)?.[1] ?? '')
        ? { ...broken, request: { ...broken.request, body: Buffer.from(body.replaceAll('""', 'null')) } }
        : null;
    },
    /null|empty/i,
  ),
  printed(
    'util.inspect signed',
    parsed((v) => inspect(v)),
    /inspect|print|object|util/i,
  ),
  printed('Ruby’s inspect signed', parsed(rubyInspect), /Ruby|inspect|=>|print/i),
  printed('Java’s Map.toString signed', parsed(javaString), /Java|toString|Map|print/i),
  printed('Go’s %v of a map signed', parsed(goMap), /Go|%v|map\[|print/i),
  printed(
    'trailing .0 lost or put to numbers in capitals E',
    parsed((v) =>
      print(v, { number: (n) => (String(n).includes('e') ? String(n).replace('e', 'E') : String(n)) }),
    ),
    /number|JSON|print/i,
  ),
];
