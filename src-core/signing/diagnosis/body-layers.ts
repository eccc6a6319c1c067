import {
  type Bytes,
  concatBytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  latin1Text,
  utf8,
  utf8Text,
} from '../../bytes/encoding.ts';
import { asLatin1, asWindows1252, entitiesEscaped, utf16Bytes, utf16Text } from './body-encodings.ts';
import type { Surroundings } from './mistake.ts';
import { withoutEntities } from './signature-unwrapping.ts';

/** A body that the signed one may have been, and what was done to it since; `done` ends "It becomes genuine when …". */
export interface BodyChange {
  id: string;
  done: string;
  body: Bytes;
}

const inflatedLimitBytes = 33_554_432;

type Make = (
  body: Bytes,
  text: string | null,
  around: Surroundings,
) => Iterable<[id: string, done: string, body: Bytes | string | null]>;

const newline = 0x0a;

/** The content between chunk sizes, as HTTP/1.1 frames it; null where it isn't framed so to its end. */
export function unchunked(body: Bytes): Bytes | null {
  const parts: Bytes[] = [];
  let at = 0;
  while (at < body.length) {
    let end = at;
    while (end < body.length && end - at < 32 && body[end] !== newline) end++;
    const size = /^([0-9a-f]{1,8})(?:;[^\r\n]*)?\r?$/i.exec(latin1Text(body.subarray(at, end)))?.[1];
    if (size === undefined) return null;
    const length = Number.parseInt(size, 16);
    if (length === 0) return parts.length > 0 ? concatBytes(...parts) : null;
    const start = end + 1;
    if (start + length > body.length) return null;
    parts.push(body.subarray(start, start + length));
    at = start + length;
    if (body[at] === 0x0d) at++;
    if (body[at] === newline) at++;
  }
  return parts.length > 0 ? concatBytes(...parts) : null;
}

const looksEncoded = (text: string) =>
  /^\s*[A-Za-z0-9+/_-]{8}/.test(text.slice(0, 64)) && /^[\w+/=\s-]+$/.test(text);

function numbersOf(text: string): Bytes | null {
  if (!/^\s*[[{]?\s*(?:"0"\s*:\s*)?-?\d{1,3}\s*[,}\]]/.test(text.slice(0, 40))) return null;
  const listed = /^\s*\{/.test(text)
    ? [...text.matchAll(/"(\d+)"\s*:\s*(-?\d{1,3})(?=\s*[,}])/g)].map((match) => match[2] ?? '')
    : /^[\s\d,[\]-]+$/.test(text)
      ? (text.match(/-?\d+/g) ?? [])
      : [];
  const numbers = listed.map(Number);
  return numbers.length > 0 && numbers.every((one) => one >= -128 && one <= 255)
    ? Uint8Array.from(numbers, (one) => one & 0xff)
    : null;
}

function decodedUri(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** A prefix of `body` that repeats to its end. */
function half(body: Bytes): Bytes | null {
  const middle = body.length / 2;
  if (body.length < 2) return null;
  for (const [length, skip] of [
    [middle, 0],
    [(body.length - 1) / 2, 1],
    [(body.length - 2) / 2, 2],
  ] as const) {
    if (!Number.isInteger(length) || length <= 0) continue;
    const start = length + skip;
    let at = 0;
    while (at < length && body[at] === body[start + at]) at++;
    if (at === length) return body.subarray(0, length);
  }
  return null;
}

const endOfZeros = (body: Bytes): number => {
  let end = body.length;
  while (end > 0 && body[end - 1] === 0) end--;
  return end;
};

/** What a text body is wrapped in, without parsing it as JSON. */
const framings: Make = function* (body, text, around) {
  const { crypto } = around;
  yield [
    'body-gzipped',
    'the body is inflated: it was compressed with gzip after it was signed',
    crypto.gunzip(body, inflatedLimitBytes),
  ];
  if (crypto.inflate && (body[0] === 0x78 || text === null)) {
    for (const name of ['deflate', 'deflate-raw', 'brotli', 'zstd'] as const) {
      yield [
        'body-compressed',
        `the body is inflated: it was compressed with ${name === 'deflate-raw' ? 'deflate (without its zlib header)' : name} after it was signed`,
        crypto.inflate(name, body, inflatedLimitBytes),
      ];
    }
  }
  yield [
    'body-chunked',
    'the chunk sizes of its transfer framing (chunked) are removed from the body',
    unchunked(body),
  ];
  yield [
    'body-nuls',
    'the NUL bytes behind the body are removed: a buffer of fixed size was read whole',
    endOfZeros(body) < body.length ? body.subarray(0, endOfZeros(body)) : null,
  ];
  yield ['body-doubled', 'the body stands there once: it is there twice', half(body)];
  if (text === null) {
    yield ['body-latin1', 'the body is encoded as UTF-8: it arrived as Latin-1', latin1Text(body)];
    yield ['body-utf16', 'the body is encoded as UTF-8: it arrived as UTF-16', utf16Text(body)];
    return;
  }
  yield ['body-utf16', 'the body is encoded as UTF-8: it arrived as UTF-16', utf16Text(body)];
  yield [
    'body-http-message',
    'what stands before the body is removed: the headers of the raw HTTP message were kept with it',
    /^(?:[A-Z]+ \S+ HTTP\/|HTTP\/|[\w-]+: )/.test(text)
      ? (/\r?\n\r?\n([\s\S]*)$/.exec(text)?.[1] ?? null)
      : null,
  ];
  yield [
    'body-base64',
    'the body is decoded from base64',
    looksEncoded(text) ? (fromBase64(text.replace(/\s+/g, '')) ?? fromBase64Url(text.trim())) : null,
  ];
  yield [
    'body-hex',
    'the body is decoded from hex',
    /^\s*(?:[0-9a-f]{2}){4,}\s*$/i.test(text) ? fromHex(text.trim()) : null,
  ];
  yield [
    'body-percent-encoded',
    'the percent escapes of the body are decoded (it was URL-encoded)',
    text.includes('%') && !/^[^\s={}[\]<>"]{1,200}=/.test(text)
      ? decodedUri(text.replaceAll('+', '%20'))
      : null,
  ];
  yield [
    'body-percent-encoded',
    'the percent escapes of the body are decoded (it was URL-encoded), and + is kept',
    text.includes('%') ? decodedUri(text) : null,
  ];
  yield [
    'body-form-name',
    'the body is taken out of the name of a form field: a form parser read JSON as a form',
    /^%(?:7B|5B|22)[^=&]*=?$/i.test(text) ? decodedUri(text.replace(/=$/, '').replaceAll('+', '%20')) : null,
  ];
  yield [
    'body-form-name',
    'the = after the body is removed: a form parser read JSON as the name of a field',
    /^\s*[{[].*=$/s.test(text) ? text.slice(0, -1) : null,
  ];
  yield [
    'body-numbers',
    'the list of numbers is turned into bytes again: the body is an array of bytes that was printed',
    numbersOf(text),
  ];
  const python = /^\s*b(["'])([\s\S]*)\1\s*$/.exec(text)?.[2];
  yield [
    'body-bytes-printed',
    "what Python printed round the bytes (b' ') is removed",
    python === undefined ? null : python.replace(/\\(['"\\])/g, '$1'),
  ];
  yield [
    'body-entities',
    'the HTML entities in the body are the characters themselves',
    /&(?:quot|amp|lt|gt|#)/.test(text) ? withoutEntities(text) : null,
  ];
  yield [
    'body-slashes',
    'the backslashes that addslashes put before quotes are removed from the body',
    /\\["'\\]/.test(text) ? text.replace(/\\(["'\\])/g, '$1') : null,
  ];
  if (/<!\[CDATA\[/.test(text))
    yield [
      'body-xml',
      'what stands inside CDATA alone is the body: XML was put around it',
      /<!\[CDATA\[([\s\S]*)\]\]>/.exec(text)?.[1] ?? null,
    ];
  else if (/^\s*<[\w:]+[^>]*>\s*[{[]/.test(text))
    yield [
      'body-xml',
      'the XML around the body is removed',
      withoutEntities(/^\s*<[\w:]+[^>]*>([\s\S]*)<\/[\w:]+>\s*$/.exec(text)?.[1] ?? '') || null,
    ];
  yield [
    'body-quoted',
    'the quotes around the body are removed',
    /^(["'`])[{[][\s\S]*[}\]]\1\s*$/.test(text) ? text.trim().slice(1, -1) : null,
  ];
  if (/^\s*--\S+\r?\n/.test(text)) {
    for (const [at, part] of text
      .split(/\r?\n--[^\r\n]+/)
      .slice(0, 8)
      .entries()) {
      const inside = /\r?\n\r?\n([\s\S]*)$/.exec(part)?.[1];
      if (inside !== undefined)
        yield ['body-multipart', `part ${at + 1} of the multipart form alone is the body`, inside];
    }
  }
  const lines =
    text.includes('\n') && text.length <= 1_048_576 && /^\s*[{[].*[}\]]\r?\n\s*[{[]/.test(text)
      ? text
          .split(/\r?\n/)
          .filter((line) => line.trim() !== '')
          .slice(0, 16)
      : [];
  for (const [at, line] of lines.entries())
    yield [
      'body-batch',
      `line ${at + 1} alone is the body: a batch of several was put together, one on each line`,
      line,
    ];
};

/** Changes of the bytes or the text, the other way round as well: done to the received body they give the signed one. */
const bytesChanged: Make = function* (body, text) {
  if (body.length === 0) return;
  yield [
    'body-first-byte',
    'a { is put before the body: its first byte is missing',
    /^\s*"/.test(text ?? '') ? concatBytes(utf8('{'), body) : null,
  ];
  yield [
    'body-first-byte',
    'a [ is put before the body: its first byte is missing',
    /^\s*[{["\d]/.test(text ?? '') ? concatBytes(utf8('['), body) : null,
  ];
  for (const end of ['}', ']', '"}', '}}', '"', '\n}', ']}'])
    yield [
      'body-last-byte',
      `${JSON.stringify(end)} is put after the body: its last byte${end.length > 1 ? 's are' : ' is'} missing`,
      concatBytes(body, utf8(end)),
    ];
  yield ['body-last-byte', 'the last byte of the body, which is too much, is removed', body.subarray(0, -1)];
  yield ['body-first-byte', 'the first byte of the body, which is too much, is removed', body.subarray(1)];
  yield [
    'body-newline-removed',
    "two newlines are added to the body's end: something on the way removed them",
    concatBytes(body, utf8('\n\n')),
  ];
  yield [
    'body-newline-before',
    'a line break (newline) is put before the body: something removed it',
    concatBytes(utf8('\n'), body),
  ];
  yield [
    'body-newline-before',
    'a line break (CR LF) is put before the body: something removed it',
    concatBytes(utf8('\r\n'), body),
  ];
  yield ['body-doubled', 'the body is doubled: it was signed twice over', concatBytes(body, body)];
  yield [
    'body-doubled',
    'the body is doubled, with a line break between: it was signed twice over',
    concatBytes(body, utf8('\n'), body),
  ];
  yield [
    'body-nuls',
    'a NUL byte (\\0) is put after the body: the signer hashed a buffer with its end mark',
    concatBytes(body, Uint8Array.of(0)),
  ];
  if (text === null) return;
  yield ['body-utf16', 'the body is encoded as UTF-16', utf16Bytes(text, false, false)];
  yield ['body-utf16', 'the body is encoded as UTF-16 with a byte order mark', utf16Bytes(text, false, true)];
  yield ['body-utf16', 'the body is encoded as UTF-16, high bytes first', utf16Bytes(text, true, false)];
  const isAscii = body.length === text.length;
  yield [
    'body-space-removed',
    'all white space is removed from the body',
    /\s/.test(text) ? text.replace(/\s+/g, '') : null,
  ];
  yield [
    'body-space-removed',
    'line breaks are removed from the body',
    /[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, '') : null,
  ];
  yield [
    'body-space-removed',
    'each run of white space in the body is one blank',
    /\s/.test(text) ? text.replace(/\s+/g, ' ') : null,
  ];
  yield [
    'body-indentation',
    'each line of the body begins without its indentation',
    /^[ \t]/m.test(text) ? text.replace(/^[ \t]+/gm, '') : null,
  ];
  yield [
    'body-indentation',
    'the indentation of the body is printed with tabs',
    /^ {2}/m.test(text) ? text.replace(/^ +/gm, (blanks) => '\t'.repeat(Math.ceil(blanks.length / 2))) : null,
  ];
  yield [
    'body-indentation',
    'the indentation of the body is printed with blanks',
    /^\t/m.test(text) ? text.replace(/^\t+/gm, (tabs) => '  '.repeat(tabs.length)) : null,
  ];
  yield [
    'body-space-removed',
    'the blanks at the ends of lines are removed',
    /[ \t]+$/m.test(text) ? text.replace(/[ \t]+$/gm, '') : null,
  ];
  yield [
    'body-escapes-removed',
    'the backslashes of the body are removed, as stripslashes does',
    text.includes('\\') ? text.replace(/\\(.)/gs, '$1') : null,
  ];
  yield [
    'body-slashes',
    'a backslash stands before each quote, as addslashes writes it (escaped)',
    text.replace(/(["'\\])/g, '\\$1'),
  ];
  yield [
    'body-slashes',
    'a backslash stands before each double quote (escaped)',
    text.replace(/(["\\])/g, '\\$1'),
  ];
  for (const escaped of entitiesEscaped(text))
    yield ['body-entities', 'characters of the body are HTML entities', escaped];
  yield ['body-case', 'the body is in lower case', text.toLowerCase()];
  yield ['body-case', 'the body is in upper case', text.toUpperCase()];
  if (isAscii) return;
  yield ['body-latin1', 'the body is encoded as Latin-1', asLatin1(text)];
  yield ['body-windows-1252', 'the body is encoded as Windows-1252', asWindows1252(text)];
  yield [
    'body-encoded-twice',
    'the body is encoded as UTF-8 twice (its bytes read as Latin-1)',
    latin1Text(body),
  ];
  yield [
    'body-encoded-twice',
    'the body is encoded as UTF-8 twice (its bytes read as Windows-1252)',
    new TextDecoder('windows-1252').decode(body),
  ];
  yield [
    'body-characters-lost',
    'each character beyond ASCII is a ? (the signer encoded it as ASCII)',
    text.replace(/[\u0080-\uffff]/g, '?'),
  ];
  yield [
    'body-characters-lost',
    'each character beyond ASCII is one ? (the signer encoded it as ASCII)',
    text.replace(/[^\0-\x7f]/gu, '?'),
  ];
  yield [
    'body-characters-lost',
    'each byte beyond ASCII is a ? (the signer encoded it as ASCII)',
    latin1Text(body).replace(/[\x80-\xff]/g, '?'),
  ];
  yield [
    'body-characters-lost',
    'each character beyond Latin-1 is a ?, the rest Latin-1',
    asLatin1(text.replace(/[^\0-\xff]/g, '?')),
  ];
  yield [
    'body-characters-lost',
    'characters beyond ASCII are dropped (the signer encoded it as ASCII)',
    text.replace(/[^\0-\x7f]/g, ''),
  ];
  yield [
    'body-characters-lost',
    'the low byte of each character is signed (charCodeAt, binary strings)',
    Uint8Array.from(text, (one) => one.charCodeAt(0) & 0xff),
  ];
  yield [
    'body-characters-lost',
    'characters that are not in the alphabet of Latin are without their accents',
    text.normalize('NFD').replace(/\p{M}+/gu, ''),
  ];
  yield ['body-unicode-normalised', 'the body is in the Unicode normal form NFKC', text.normalize('NFKC')];
  yield ['body-unicode-normalised', 'the body is in the Unicode normal form NFKD', text.normalize('NFKD')];
  yield [
    'body-characters-lost',
    'no-break spaces of the body are plain blanks',
    /\u00a0|\u202f/.test(text) ? text.replace(/[\u00a0\u202f]/g, ' ') : null,
  ];
  yield [
    'body-characters-lost',
    'typographic quotes and dashes of the body are plain ones',
    text.replace(/[“”„]/g, '"').replace(/[‘’]/g, "'").replace(/[–—]/g, '-'),
  ];
};

function* changes(make: Make, body: Bytes, around: Surroundings): Generator<BodyChange> {
  for (const [id, done, other] of make(body, utf8Text(body), around)) {
    if (other !== null) yield { id, done, body: typeof other === 'string' ? utf8(other) : other };
  }
}

export const unframed = (body: Bytes, around: Surroundings) => changes(framings, body, around);
export const rewritten = (body: Bytes, around: Surroundings) => changes(bytesChanged, body, around);
