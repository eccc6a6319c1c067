import type { Fault } from './fault.ts';
import { bodyText, eitherWay, fault, received, signedOver } from './fault.ts';
import type { Genuine } from './genuine.ts';
import {
  asciiLower,
  asciiUpper,
  byBytes,
  byLength,
  dotnetText,
  goText,
  gsonText,
  phpText,
  print,
  pythonNumber,
  pythonRepr,
  type Style,
  slashText,
} from './print.ts';

const on = fault('body printed');
const weigh = fault('evidence');
const reprinted = /print|serialis|serializ|JSON|pars/i;

export function parsedBody({ request }: Genuine): unknown {
  const text = bodyText(request);
  if (text === null || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const way =
  (style: Style): Fault['damage'] =>
  (g, c) => {
    const value = parsedBody(g);
    return value === undefined ? null : eitherWay(g, c, print(value, style));
  };
const byServer =
  (make: (value: unknown) => string): Fault['damage'] =>
  (g) => {
    const value = parsedBody(g);
    return value === undefined ? null : signedOver(g, make(value));
  };
const python: Style = { comma: ', ', colon: ': ', text: asciiLower, number: pythonNumber };

export const printedFaults: Fault[] = [
  on('express.json() then JSON.stringify', way({}), reprinted),
  on('laid out by a viewer (two spaces)', way({ indent: '  ', colon: ': ' }), reprinted),
  on('four spaces', way({ indent: '    ', colon: ': ' }), reprinted),
  on('tabs', way({ indent: '\t', colon: ': ' }), reprinted),
  on('laid out with CRLF on Windows', way({ indent: '  ', colon: ': ', newline: '\r\n' }), reprinted),
  on('Python json.dumps', way(python), reprinted),
  on('Python json.dumps, ensure_ascii=False', way({ ...python, text: (s) => JSON.stringify(s) }), reprinted),
  on('Python json.dumps, compact separators', way({ text: asciiLower, number: pythonNumber }), reprinted),
  on('Python json.dumps, sort_keys', way({ ...python, sort: byBytes }), reprinted),
  on(
    'Python json.dumps, sorted and compact',
    way({ text: asciiLower, sort: byBytes, number: pythonNumber }),
    reprinted,
  ),
  on(
    'Python, indent=4 and sorted',
    way({ indent: '    ', colon: ': ', sort: byBytes, text: asciiLower }),
    reprinted,
  ),
  on('Python repr of a dict', byServer(pythonRepr), /repr|python|str\(/i),
  on('PHP json_encode', way({ text: phpText, emptyObject: '[]' }), reprinted),
  on('PHP json_encode, objects kept', way({ text: phpText }), reprinted),
  on('PHP json_encode pretty', way({ text: phpText, indent: '    ', colon: ': ' }), reprinted),
  on('PHP, unescaped unicode only', way({ text: slashText }), reprinted),
  on('PHP, unescaped slashes only', way({ text: asciiLower }), reprinted),
  on('Go map marshalled', way({ text: goText, sort: byBytes }), reprinted),
  on('Go struct marshalled', way({ text: goText }), reprinted),
  on('Rails to_json', way({ text: goText }), reprinted),
  on('Ruby pretty_generate with empty lists', way({ indent: '  ', colon: ': ' }), reprinted),
  on('Jackson pretty printer', way({ indent: '  ', colon: ' : ' }), reprinted),
  on(
    'Jackson without nulls',
    byServer((v) => print(v, { dropNull: true })),
    reprinted,
  ),
  on(
    'Jackson without empties',
    byServer((v) => print(v, { dropNull: true, dropEmpty: true })),
    reprinted,
  ),
  on('Gson', way({ text: gsonText, dropNull: true }), reprinted),
  on('.NET System.Text.Json', way({ text: dotnetText }), reprinted),
  on('.NET indented', way({ text: dotnetText, indent: '  ', colon: ': ', newline: '\r\n' }), reprinted),
  on(
    'Newtonsoft dates without milliseconds',
    byServer((v) =>
      print(v, { text: (s) => JSON.stringify(s.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.000Z$/, '$1Z')) }),
    ),
    reprinted,
  ),
  on(
    'Python isoformat dates',
    byServer((v) =>
      print(v, {
        ...python,
        text: (s) => asciiLower(s.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.000Z$/, '$1+00:00')),
      }),
    ),
    reprinted,
  ),
  on(
    'floats with .0 (Java, Newtonsoft)',
    byServer((v) =>
      print(v, { number: (n) => (Number.isInteger(n) && Math.abs(n) < 1e15 ? `${n}.0` : String(n)) }),
    ),
    reprinted,
  ),
  on('jsonb of PostgreSQL', way({ comma: ', ', colon: ': ', sort: byLength }), reprinted),
  on(
    'MySQL’s JSON column',
    way({ comma: ', ', colon: ': ', sort: byLength, text: (s) => JSON.stringify(s) }),
    reprinted,
  ),
  on('serde_json of a map', way({ sort: byBytes }), reprinted),
  on('canonical JSON of a middle box', way({ sort: (a, b) => (a < b ? -1 : 1) }), reprinted),
  on('Swift JSONSerialization, sorted', way({ text: slashText, sort: byBytes }), reprinted),
  on('unicode in capitals escapes', way({ text: asciiUpper }), reprinted),
  on('spaces after colons alone', way({ colon: ': ' }), reprinted),
  on('spaces after commas alone', way({ comma: ', ' }), reprinted),
  on(
    'nulls dropped on the way',
    byServer((v) => print(v, { dropNull: true })),
    /null/i,
  ),
  on(
    'parsed and spread with sorted top keys only',
    (g, c) => {
      const v = parsedBody(g);
      return v === undefined || Array.isArray(v)
        ? null
        : eitherWay(
            g,
            c,
            JSON.stringify(Object.fromEntries(Object.entries(Object(v)).sort(([a], [b]) => byBytes(a, b)))),
          );
    },
    reprinted,
  ),
  on('three spaces', way({ indent: '   ', colon: ': ' }), reprinted),
  on('laid out without space after colon', way({ indent: '  ' }), reprinted),
  on(
    'slashes escaped in the received one',
    (g) => {
      const v = parsedBody(g);
      return v === undefined ? null : received(g, print(v, { text: slashText }));
    },
    reprinted,
  ),
  weigh(
    'big numbers rounded by a parser',
    (g) => {
      const v = parsedBody(g);
      return v === undefined || Array.isArray(v) ? null : roundedBig(g, Object(v));
    },
    /round|number|digits|double|precision/i,
  ),
  weigh(
    'sorted keys that can’t be undone',
    (g) => {
      const v = parsedBody(g);
      return v === undefined
        ? null
        : received(
            {
              ...g,
              request: g.signed({
                body: print(v, { sort: (a, b) => byBytes(b, a), number: (n) => n.toExponential() }),
              }),
            },
            print(v, { sort: byBytes }),
          );
    },
    /sort|order|keys/i,
  ),
  weigh(
    'empty object arrived (parser of another type)',
    (g) => received(g, '{}'),
    /\{\}|empty object|empty/i,
  ),
];

function roundedBig(g: Genuine, value: object) {
  const text = JSON.stringify({ ...value, snowflake: '@' });
  const signed = g.signed({ body: text.replace('"@"', '12345678901234567891') });
  return {
    request: { ...signed, body: Buffer.from(text.replace('"@"', '12345678901234567000')) },
    secrets: [g.secret],
  };
}
