import { fromBase64, fromBase64Url, fromHex } from '../../bytes/encoding.ts';
import type { SecretChange } from './secret-unwrapping.ts';

/** Secrets that differ by a slip of the hand: a character missing, too much, wrong, doubled, or exchanged with its neighbour. */

const lookAlikes = [
  'l1I|i',
  'O0oQ',
  'S5',
  'B8',
  'Z2',
  'G6',
  'rn',
  'uv',
  'cCe',
  'vV',
  'wW',
  'xX',
  'g9q',
  'kK',
  'pP',
  'sS',
  'zZ',
];

function alphabetOf(text: string): string {
  const core = text.replace(/^[A-Za-z0-9]{1,12}_/, '');
  if (/^[0-9a-f]+$/.test(core)) return '0123456789abcdef';
  if (/^[0-9A-F]+$/.test(core)) return '0123456789ABCDEF';
  return 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+/=$#!@%&*.';
}

const place = (at: number, text: string) =>
  at === 0 ? 'the first' : at >= text.length - 1 ? 'the last' : `the ${at + 1}th`;

/** The commonest of them, few enough to combine with other mistakes. */
export function* commonSlips(text: string): Generator<SecretChange> {
  const slip = (done: string, changed: string): SecretChange => ({ id: 'secret-slip', done, text: changed });
  yield slip('the last character of the secret, which is too much, is removed', text.slice(0, -1));
  yield slip('the first character of the secret, which is too much, is removed', text.slice(1));
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    for (const group of lookAlikes) {
      if (!group.includes(letter)) continue;
      for (const other of group) {
        if (other !== letter)
          yield {
            id: 'secret-look-alike',
            done: `${place(at, text)} character of the secret is a look-alike of what is there`,
            text: text.slice(0, at) + other + text.slice(at + 1),
          };
      }
    }
  }
  for (let at = 0; at + 1 < text.length; at++) {
    const [a, b] = [text.charAt(at), text.charAt(at + 1)];
    if (a !== b)
      yield slip(
        `${place(at, text)} character of the secret and its neighbour are exchanged`,
        text.slice(0, at) + b + a + text.slice(at + 2),
      );
  }
  for (let at = 0; at < text.length; at++) {
    yield slip(
      `${place(at, text)} character of the secret is removed: one character too many (or twice) is there`,
      text.slice(0, at) + text.slice(at + 1),
    );
    yield slip(
      `${place(at, text)} character of the secret stands there twice: one character is missing`,
      text.slice(0, at + 1) + text.slice(at),
    );
    const letter = text.charAt(at);
    const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    if (other !== letter)
      yield slip(
        `${place(at, text)} character of the secret is in the other case`,
        text.slice(0, at) + other + text.slice(at + 1),
      );
  }
}

/** All texts one character away, and those that lost two or three at an end. */
export function* allSlips(text: string): Generator<SecretChange> {
  const slip = (done: string, changed: string): SecretChange => ({ id: 'secret-slip', done, text: changed });
  const alphabet = alphabetOf(text);
  // What shells and .env readers cut at, or programs put in place of a hyphen, can be lost or added too.
  const insertable = [...new Set(`${alphabet}$#%&@!+/=-_ .\\–—\u2011`)];
  for (let at = text.length; at >= 0; at--) {
    for (const letter of insertable) {
      yield slip(
        at === text.length
          ? 'a character is added at the end of the secret: its last one is missing, as if it was cut'
          : at === 0
            ? 'a character is put before the secret: its first one is missing'
            : `a character is put before ${place(at, text)}: one character of the secret is missing`,
        text.slice(0, at) + letter + text.slice(at),
      );
    }
  }
  for (let at = 0; at < text.length; at++) {
    for (const letter of alphabet) {
      if (letter !== text.charAt(at))
        yield slip(
          `${place(at, text)} character of the secret is another one: one character is wrong`,
          text.slice(0, at) + letter + text.slice(at + 1),
        );
    }
  }
  const short = alphabet.length > 16 ? alphabet.slice(0, 62) : alphabet;
  const isBase64 = alphabet.length > 16 && (text.length + 2) % 4 === 0;
  for (const a of short) {
    for (const b of isBase64 ? `${short}+/=` : short) {
      yield slip(
        'two characters are added at the end of the secret: its last ones are missing, as if it was cut',
        text + a + b,
      );
      if (short.length === 16)
        for (const c of short)
          yield slip(
            'three characters are added at the end of the secret: its last ones are missing, as if it was cut',
            text + a + b + c,
          );
    }
  }
  if (text.length > 12) {
    for (let count = 2; count <= 4; count++) {
      yield slip(
        `the last ${count} characters of the secret, which are too many, are removed`,
        text.slice(0, -count),
      );
      yield slip(
        `the first ${count} characters of the secret, which are too many, are removed`,
        text.slice(count),
      );
    }
    for (const width of [16, 20, 24, 32, 36, 40, 48, 64, 128])
      if (width < text.length)
        yield slip(
          `the secret is cut after ${width} characters, as a column or field of the sender cut it`,
          text.slice(0, width),
        );
  }
}

/** Base64 as lenient decoders (Node.js, PHP) read it: other characters are passed over, both alphabets count. */
export function lenientBase64(text: string): Uint8Array | null {
  const digits = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/=.*$/s, '')
    .replace(/[^A-Za-z0-9+/]/g, '');
  const even = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  return even.length < 4 ? null : (fromBase64(even) ?? fromBase64Url(even));
}

/** Hex as lenient decoders read it: up to the first pair that is none. */
export function lenientHex(text: string): Uint8Array | null {
  const digits = /^(?:[0-9a-f]{2})+/i.exec(text)?.[0];
  return digits && digits.length >= 8 ? fromHex(digits) : null;
}
