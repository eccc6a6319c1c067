import {
  type Bytes,
  concatBytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  latin1Text,
  utf8,
} from '../../bytes/encoding.ts';
import { utf16Text } from './body-encodings.ts';
import { changes, type Make } from './body-layers.ts';
import type { Surroundings } from './mistake.ts';
import { withoutEntities } from './signature-unwrapping.ts';

const inflatedLimitBytes = 33_554_432;

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

function unquotedPrintable(text: string): Bytes | null {
  if (!/=[0-9A-F]{2}|=\r?\n/.test(text)) return null;
  const soft = text.replace(/=[ \t]*\r?\n/g, '');
  const parts = soft.split(/((?:=[0-9A-F]{2})+)/);
  return concatBytes(
    ...parts.map((part, at) =>
      at % 2 === 0 ? utf8(part) : (fromHex(part.replaceAll('=', '')) ?? utf8(part)),
    ),
  );
}

/** Bytes that stand before JSON: the schema id of a Kafka message, a length, a marker. */
function afterMark(body: Bytes): Bytes | null {
  const isByteOrderMark = (body[0] === 0xef && body[1] === 0xbb) || body[0] === 0xff || body[0] === 0xfe;
  if (isByteOrderMark) return null;
  for (let at = 1; at <= 16 && at < body.length; at++)
    if (body[at] === 0x7b || body[at] === 0x5b)
      return (body[at - 1] ?? 32) < 32 || (body[at - 1] ?? 0) > 126 || body[0] === 0
        ? body.subarray(at)
        : null;
  return null;
}

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
  yield [
    'body-marked',
    'the bytes before the JSON are removed: a marker or schema id (as of Kafka) was put before it',
    afterMark(body),
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
  const dataUrl = /^\s*data:[^,]{0,200};base64,([\w+/=-]+)\s*$/.exec(text)?.[1];
  if (dataUrl !== undefined)
    yield [
      'body-base64',
      'the body is decoded from base64: it is a data: URL',
      fromBase64(dataUrl) ?? fromBase64Url(dataUrl),
    ];
  yield [
    'body-quoted-printable',
    'the body is decoded from quoted-printable, the encoding of mail (=3D for =)',
    unquotedPrintable(text),
  ];
  const json = /^[^[{]*?([[{][\s\S]*[}\]])[^\]}]*$/.exec(text.length <= 1_048_576 ? text : '');
  const isOnlySpace = json?.[1] !== undefined && text.replace(/^[\s\ufeff]+|\s+$/g, '') === json[1];
  if (json && json[1] !== undefined && json[1].length < text.length && !isOnlySpace) {
    const before = text.slice(0, text.indexOf(json[1])).trim().slice(0, 40);
    const what = before === '' ? 'after it' : `before it (\`${before}\`)`;
    yield [
      'body-inside-text',
      `the JSON alone is the body, without the text ${what}: a log, a callback (JSONP), a guard, or the label of an event stream was put round it`,
      json[1],
    ];
  }
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

export const unframed = (body: Bytes, around: Surroundings) => changes(framings, body, around);
