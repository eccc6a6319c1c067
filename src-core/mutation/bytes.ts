import { concatBytes, latin1, utf8 } from '../bytes/encoding.ts';
import { parseJsonForm } from '../json/forms.ts';
import { stringStyles } from '../json/printed-values.ts';
import type { DeckEvent } from './deck-event.ts';
import { type Expectation, type Mutation, mutation } from './mutation.ts';

interface ByteCase {
  id: string;
  title: string;
  purpose: string;
  incident: string;
  expect: Expectation;
  bend(text: string, body: Uint8Array): Uint8Array;
}

const parsedBody =
  'The handler signs the parsed body printed again: it works until the provider’s serializer writes the same JSON in other bytes.';

const escapeAll = (text: string): string =>
  `"${[...Array(text.length).keys()]
    .map((i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`)
    .join('')}"`;

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2);
  bytes.set([0xff, 0xfe]);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 + i * 2] = unit & 0xff;
    bytes[3 + i * 2] = unit >> 8;
  }
  return bytes;
}

/** A whole event, with a character that other encodings write otherwise. */
const withUmlaut = (text: string): string => text.replace(/\}\s*$/, ',"tacklebox_name":"Zoë Müller"}');

const cases: ByteCase[] = [
  {
    id: 'pretty',
    title: 'The same JSON, laid out',
    purpose: 'Spaces and line feeds between the same members.',
    incident: parsedBody,
    expect: 'accept',
    bend: (text) => utf8(parseJsonForm(text)?.print({ indent: '  ' }) ?? text),
  },
  {
    id: 'crlf',
    title: 'The same JSON with CRLF line ends',
    purpose: 'Laid out, with carriage returns.',
    incident: 'A proxy or a file saved on Windows changes line ends, and with them the signed bytes.',
    expect: 'accept',
    bend: (text) => utf8(parseJsonForm(text)?.print({ indent: '  ', lineBreak: '\r\n' }) ?? text),
  },
  {
    id: 'escapes',
    title: 'Escapes where plain characters were',
    purpose: 'Every letter of every string as \\uXXXX: the same JSON, other bytes.',
    incident: parsedBody,
    expect: 'accept',
    bend: (text) =>
      utf8(parseJsonForm(text)?.print({ strings: escapeAll, values: (value) => value }) ?? text),
  },
  {
    id: 'slashes',
    title: 'Slashes escaped, as PHP does',
    purpose: 'https:\\/\\/ in place of https://: the same JSON, other bytes.',
    incident: parsedBody,
    expect: 'accept',
    bend: (text) => {
      const withSlash = text.replace(/\}\s*$/, ',"tacklebox_url":"https://example.test/ü"}');
      return utf8(parseJsonForm(withSlash)?.print({ strings: stringStyles.php }) ?? text);
    },
  },
  {
    id: 'plain',
    title: 'Plain characters where escapes were',
    purpose: 'UTF-8 beyond ASCII, unescaped.',
    incident: parsedBody,
    expect: 'accept',
    bend: (text) => utf8(withUmlaut(text)),
  },
  {
    id: 'numbers',
    title: 'Numbers in another spelling',
    purpose: '1.0 in place of 1, an exponent: the same JSON numbers.',
    incident: parsedBody,
    expect: 'accept',
    bend: (text) => utf8(text.replace(/\}\s*$/, ',"tacklebox_number":1.0,"tacklebox_exponent":1E2}')),
  },
  {
    id: 'trailing-newline',
    title: 'A line feed at the end',
    purpose: 'One byte more, which JSON allows and a signature covers.',
    incident: 'A body that is trimmed before it is checked has another signature.',
    expect: 'accept',
    bend: (_text, body) => concatBytes(body, utf8('\n')),
  },
  {
    id: 'bom',
    title: 'A byte order mark at the start',
    purpose: 'EF BB BF before the JSON.',
    incident: 'A provider on .NET begins to send a BOM; JSON.parse refuses it.',
    expect: 'survive',
    bend: (_text, body) => concatBytes(Uint8Array.of(0xef, 0xbb, 0xbf), body),
  },
  {
    id: 'trailing-bytes',
    title: 'Bytes after the JSON',
    purpose: 'A second value after the first.',
    incident: 'Two events are written into one body by a sender that reuses a buffer.',
    expect: 'survive',
    bend: (_text, body) => concatBytes(body, utf8(' {"second":true}')),
  },
  {
    id: 'utf-16',
    title: 'UTF-16',
    purpose: 'The same text in another encoding, signed as it is.',
    incident: 'A legacy system in front re-encodes the body.',
    expect: 'survive',
    bend: (text) => utf16(text),
  },
  {
    id: 'latin-1',
    title: 'Latin-1',
    purpose: 'A name with an umlaut in Latin-1: no valid UTF-8.',
    incident: 'A legacy system in front writes its own code page, for the first customer with an umlaut.',
    expect: 'survive',
    bend: (text) => latin1(withUmlaut(text).replaceAll(/[\u0100-\uffff]/g, '?')),
  },
  {
    id: 'invalid-utf-8',
    title: 'Invalid UTF-8 inside a string',
    purpose: 'Bytes that no text has: a handler that decodes before it checks has already changed them.',
    incident: 'A field is cut in the middle of a character by the provider.',
    expect: 'survive',
    bend: (text) => {
      const [before = '', after = ''] = text.replace(/\}\s*$/, ',"tacklebox_cut":"\u0001"}').split('\u0001');
      return concatBytes(utf8(before), Uint8Array.of(0xc3, 0x28, 0xf0, 0x9f, 0x8e), utf8(after));
    },
  },
  {
    id: 'truncated',
    title: 'JSON that stops in the middle',
    purpose: 'The first two thirds of the body, signed as they are.',
    incident: 'A proxy cuts bodies at its own limit.',
    expect: 'survive',
    bend: (_text, body) => body.slice(0, Math.ceil((body.length * 2) / 3)),
  },
  {
    id: 'not-json',
    title: 'Not JSON at all',
    purpose: 'Plain words where JSON is promised.',
    incident: 'An error page is delivered in place of an event.',
    expect: 'survive',
    bend: () => utf8('<html><body>502 Bad Gateway</body></html>'),
  },
  {
    id: 'json-null',
    title: 'The JSON value null',
    purpose: 'Valid JSON that is no object.',
    incident: 'A test button sends null; the handler reads a property of it.',
    expect: 'survive',
    bend: () => utf8('null'),
  },
  {
    id: 'empty',
    title: 'An empty body',
    purpose: 'Nothing, signed as nothing.',
    incident: 'A health check or a badly built test sends no body.',
    expect: 'survive',
    bend: () => new Uint8Array(),
  },
];

/** The same JSON in other bytes, and bytes that are no JSON. */
export function byteMutations(event: DeckEvent): Mutation[] {
  const { text, body } = event;
  const fitting = text === null ? cases.filter(({ id }) => id === 'not-json' || id === 'empty') : cases;
  return fitting.map(({ id, bend, ...card }) =>
    mutation(id, 'bytes', card, event, () => ({ body: bend(text ?? '', body) })),
  );
}
