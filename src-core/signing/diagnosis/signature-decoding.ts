import { type Bytes, fromBase64, fromHex, latin1, toBase64, toHex } from '../../bytes/encoding.ts';
import { encodingNames } from '../schemes/encodings.ts';
import type { SignatureEncoding } from '../schemes/scheme.ts';

/** Digest bytes that a text may stand for, with what is odd about the writing; empty where it is as expected. */
export interface Decoded {
  bytes: Bytes;
  oddities: string[];
  id: 'signature-encoding' | 'signature-text';
}

/** Fewer bytes than that may agree by chance. */
const leastBytes = 8;

const base32Alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

function fromBase32(text: string): Bytes | null {
  const digits = text.toLowerCase().replace(/=+$/, '');
  if (!/^[a-z2-7]{24,}$/.test(digits)) return null;
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const digit of digits) {
    held = ((held << 5) | base32Alphabet.indexOf(digit)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

function fromNumbers(text: string): Bytes | null {
  const match = /^[[({\s]*(-?\d{1,3}(?:[,\s]+-?\d{1,3}){7,})[\])}\s]*$/.exec(text);
  const numbers = match?.[1]?.split(/[,\s]+/).map(Number);
  if (!numbers?.every((one) => one >= -128 && one <= 255)) return null;
  return Uint8Array.from(numbers, (one) => one & 0xff);
}

function fromSeparatedHex(text: string): Bytes | null {
  const match = /^[0-9a-f]{2}(?:([-: ])[0-9a-f]{2}){7,}$/i.exec(text);
  return match ? fromHex(text.replaceAll(match[1] ?? '', '')) : null;
}

const expectedName = (encoding: SignatureEncoding) => encodingNames[encoding];

function hexOddities(text: string, encoding: SignatureEncoding): string[] {
  const isUpper = /[A-F]/.test(text);
  if (!encoding.startsWith('hex')) {
    return [
      `it is written as ${isUpper ? 'upper-case hex' : 'hex'}, where ${expectedName(encoding)} is expected`,
    ];
  }
  const isExpected = encoding === 'hex-upper' ? !/[a-f]/.test(text) : !isUpper;
  if (isExpected) return [];
  const wanted = encoding === 'hex' ? 'lower' : 'upper';
  return [
    `its hex is in upper case in part or whole, where ${wanted} case is expected`.replace(
      'upper case in part or whole',
      encoding === 'hex' ? 'upper case' : 'lower case',
    ),
  ];
}

function base64Oddities(text: string, bytes: Bytes, encoding: SignatureEncoding): string[] {
  const isUrl = /[-_]/.test(text);
  const exact = toBase64(bytes);
  if (encoding.startsWith('hex')) {
    return [
      `it is written as ${isUrl ? 'base64url' : 'base64'}, where ${expectedName(encoding)} is expected`,
    ];
  }
  const oddities: string[] = [];
  if (encoding === 'base64') {
    if (isUrl) oddities.push('it is written as base64url (- and _), where base64 (+ and /) is expected');
    if (
      text.replaceAll('-', '+').replaceAll('_', '/') !== exact &&
      !text.endsWith('=') &&
      exact.endsWith('=')
    ) {
      oddities.push(`its padding \`${exact.replace(/^[^=]*/, '')}\` at the end is missing`);
    }
  } else {
    if (/[+/]/.test(text)) oddities.push('it is written as base64, where base64url is expected');
    if (text.endsWith('=')) oddities.push('it has padding at its end, where none is expected');
  }
  return oddities;
}

/** Every way in which `text` can be read as the bytes of a digest (or the beginning of one). */
export function decodings(text: string, encoding: SignatureEncoding): Decoded[] {
  const found: Decoded[] = [];
  const add = (bytes: Bytes | null, oddities: (bytes: Bytes) => string[], id: Decoded['id']) => {
    if (bytes && bytes.length >= leastBytes && bytes.length <= 64)
      found.push({ bytes, oddities: oddities(bytes), id });
  };
  const expected = expectedName(encoding);
  if (/^[0-9a-f]{16,129}$/i.test(text)) {
    add(
      fromHex(text.length % 2 === 0 ? text : text.slice(0, -1)),
      () => hexOddities(text, encoding),
      'signature-encoding',
    );
  }
  if (/^[\w+/-]{11,90}={0,2}$/.test(text)) {
    const digits = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
    const even = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
    add(fromBase64(even), (bytes) => base64Oddities(text, bytes, encoding), 'signature-encoding');
  }
  const other = (name: string) => () => [`it is written as ${name}, where ${expected} is expected`];
  if (/^0x[0-9a-f]{16,128}$/i.test(text)) {
    add(
      fromHex(text.slice(2)),
      () => [`\`0x\` stands before it`, ...hexOddities(text.slice(2), encoding)],
      'signature-text',
    );
  }
  add(
    fromSeparatedHex(text),
    () => [
      `there is ${/ /.test(text) ? 'a blank' : /-/.test(text) ? 'a dash' : 'a colon'} between its bytes, as separators of hex (BitConverter.ToString, hex dumps) print them`,
      ...hexOddities(text.replace(/[-: ]/g, ''), encoding),
    ],
    'signature-text',
  );
  add(
    fromNumbers(text),
    other('a list of decimal numbers, one a byte (an array that was printed)'),
    'signature-encoding',
  );
  const buffer = /^<Buffer ((?:[0-9a-f]{2} ?)+)>$/i.exec(text)?.[1];
  if (buffer)
    add(
      fromHex(buffer.replaceAll(' ', '')),
      other('a Buffer that Node.js printed (<Buffer …>)'.replace('…', 'aa bb')),
      'signature-text',
    );
  add(fromBase32(text), other('base32'), 'signature-encoding');
  if (/[\x80-\xff]/.test(text) && text.length <= 64)
    add(latin1(text), other('raw bytes (binary, Latin-1)'), 'signature-encoding');
  return found;
}

/** Hex as it comes out of printing byte by byte, or as one number, where leading zeros get lost. */
export const zeroless = (digest: Bytes): string[] => [
  toHex(digest).replace(/^0+/, ''),
  [...digest].map((byte) => byte.toString(16)).join(''),
  [...digest].map((byte) => (((byte << 24) >> 24) >>> 0).toString(16)).join(''),
];
