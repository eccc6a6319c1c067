/** Text, hex and base64 to bytes and back, the same in every host. Decoders answer null for malformed input. */

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const looseDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

export type Bytes = Uint8Array;

export const utf8 = (text: string): Bytes => encoder.encode(text);

/** The text of `bytes`, or null where they are not valid UTF-8. A byte order mark is kept. */
export function utf8Text(bytes: Bytes): string | null {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return null;
  }
}

/** The text of `bytes` with U+FFFD where they are not valid UTF-8: for showing, never for signing. */
export const lossyText = (bytes: Bytes): string => looseDecoder.decode(bytes);

/** One byte a character, as HTTP header values arrive (characters above 0xFF keep their low byte). */
export function latin1(text: string): Bytes {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i) & 0xff;
  return bytes;
}

export function latin1Text(bytes: Bytes): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

export function concatBytes(...parts: Bytes[]): Bytes {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const hexDigits = '0123456789abcdef';

export function toHex(bytes: Bytes): string {
  let text = '';
  for (const byte of bytes) text += hexDigits.charAt(byte >> 4) + hexDigits.charAt(byte & 15);
  return text;
}

/** Hex of either case; null where a digit is missing or isn't one. */
export function fromHex(text: string): Bytes | null {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

const base64Alphabet = utf8('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const notBase64 = 0xff;
const base64Values = new Uint8Array(256).fill(notBase64);
base64Alphabet.forEach((character, value) => {
  base64Values[character] = value;
});
const padding = 0x3d;

export function toBase64(bytes: Bytes): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text[at++] = base64Alphabet[group >> 18] ?? 0;
    text[at++] = base64Alphabet[(group >> 12) & 63] ?? 0;
    text[at++] = base64Alphabet[(group >> 6) & 63] ?? 0;
    text[at++] = base64Alphabet[group & 63] ?? 0;
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  for (let i = 1; i <= missing; i++) text[at - i] = padding;
  return looseDecoder.decode(text);
}

export const toBase64Url = (bytes: Bytes): string =>
  toBase64(bytes)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/={1,2}$/, '');

/** Standard base64 with or without its padding; null where it isn't base64. */
export function fromBase64(text: string): Bytes | null {
  const digits = text.replace(/={1,2}$/, '');
  if (digits.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let at = 0;
  let held = 0;
  let heldBits = 0;
  for (let i = 0; i < digits.length; i++) {
    const code = digits.charCodeAt(i);
    const value = code < 256 ? (base64Values[code] ?? notBase64) : notBase64;
    if (value === notBase64) return null;
    held = ((held << 6) | value) & 0xffffff;
    heldBits += 6;
    if (heldBits >= 8) {
      heldBits -= 8;
      bytes[at++] = (held >> heldBits) & 0xff;
    }
  }
  return bytes;
}

export function fromBase64Url(text: string): Bytes | null {
  return /[+/]/.test(text) ? null : fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
}

/** As JSON Web Tokens demand it (RFC 7515, 2): no padding, no other characters, no stray bits at the end. */
export function fromStrictBase64Url(text: string): Bytes | null {
  const bytes = /^[A-Za-z0-9_-]*$/.test(text) ? fromBase64Url(text) : null;
  return bytes && toBase64Url(bytes) === text ? bytes : null;
}

export function equalBytes(a: Bytes, b: Bytes): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}
