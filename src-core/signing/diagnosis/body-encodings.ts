import { type Bytes, latin1 } from '../../bytes/encoding.ts';

/** Text as the bytes of other encodings than UTF-8, and back. Null where it can't be. */

export function asLatin1(text: string): Bytes | null {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return null;
  return latin1(text);
}

/** Windows-1252 differs from Latin-1 between 0x80 and 0x9F. */
const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

export function asWindows1252(text: string): Bytes | null {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const at = code > 0x7f && (code < 0xa0 || code > 0xff) ? high.indexOf(text.charAt(i)) : -1;
    if (at < 0 && code > 0xff) return null;
    bytes[i] = at >= 0 ? 0x80 + at : code;
  }
  return bytes;
}

export function utf16Bytes(text: string, isBigEndian: boolean, mark: boolean): Bytes {
  const whole = mark ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(whole.length * 2);
  for (let i = 0; i < whole.length; i++) {
    const code = whole.charCodeAt(i);
    bytes[2 * i + (isBigEndian ? 1 : 0)] = code & 0xff;
    bytes[2 * i + (isBigEndian ? 0 : 1)] = code >> 8;
  }
  return bytes;
}

/** The text of UTF-16 bytes, told by its mark or by the zeros of ASCII; null for anything else. */
export function utf16Text(bytes: Bytes): string | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  const [a, b, c, d] = bytes;
  const marked = a === 0xff && b === 0xfe ? 'le' : a === 0xfe && b === 0xff ? 'be' : null;
  const endian = marked ?? (b === 0 && d === 0 ? 'le' : a === 0 && c === 0 ? 'be' : null);
  if (endian === null) return null;
  const text = new TextDecoder(endian === 'le' ? 'utf-16le' : 'utf-16be').decode(bytes);
  return text.includes('\ufffd') ? null : text;
}

/** The usual sets of characters that escaping for HTML covers. */
export function entitiesEscaped(text: string): string[] {
  if (!/["&<>']/.test(text)) return [];
  const basic = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = basic.replaceAll('"', '&quot;');
  return [
    quoted,
    basic,
    quoted.replaceAll("'", '&#39;'),
    quoted.replaceAll("'", '&#039;'),
    quoted.replaceAll("'", '&#x27;'),
    basic.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
    text.replaceAll('&', '&amp;'),
    text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  ];
}
