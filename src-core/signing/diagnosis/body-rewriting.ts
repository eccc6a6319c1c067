import { type Bytes, concatBytes, latin1Text, utf8 } from '../../bytes/encoding.ts';
import { asLatin1, asWindows1252, entitiesEscaped, utf16Bytes } from './body-encodings.ts';
import { changes, type Make } from './body-layers.ts';
import type { Surroundings } from './mistake.ts';

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
  for (const [from, name] of [
    ['\r', 'CR'],
    ['\r\n', 'CR LF'],
  ] as const)
    yield [
      'body-line-breaks',
      `its line breaks are LF in place of ${name}`,
      text.includes(from) ? text.replaceAll(from, '\n') : null,
    ];
  yield [
    'body-line-breaks',
    'its line breaks are CR in place of LF',
    text.includes('\n') ? text.replaceAll('\n', '\r') : null,
  ];
  yield [
    'body-nulls-emptied',
    'each null is an empty text: something on the way turned empty texts into null (as Laravel does)',
    /:\s*null\b/.test(text) ? text.replace(/(:\s*)null(?=\s*[,}\]])/g, '$1""') : null,
  ];
  yield [
    'body-nulls-emptied',
    'each empty text is null: something on the way turned null into empty texts',
    /:\s*""/.test(text) ? text.replace(/(:\s*)""(?=\s*[,}\]])/g, '$1null') : null,
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
    'the high bit of each byte is dropped: the signer read the body as seven-bit ASCII',
    body.map((byte) => byte & 0x7f),
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

export const rewritten = (body: Bytes, around: Surroundings) => changes(bytesChanged, body, around);
