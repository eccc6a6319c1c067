import type { Crypto } from '../../bytes/crypto.ts';
import { type Bytes, fromBase64, fromBase64Url, fromHex, toHex, utf8 } from '../../bytes/encoding.ts';
import type { KeyFormat } from './scheme.ts';

/** The HMAC key's bytes, or why the secret's text does not hold one. */
export type KeyResult = { key: Bytes } | { problem: string };

function decoded(bytes: Bytes | null, problem: string): KeyResult {
  if (bytes === null) return { problem };
  return bytes.length === 0
    ? { problem: 'The secret holds no key: it is empty once decoded.' }
    : { key: bytes };
}

const standardPrefix = /^(v1,)?whsec_/;

/** An endpoint's secret stays the same: its key is the same bytes object each time, which cryptography can know again. */
const keys = new Map<string, KeyResult>();
const keyLimit = 256;

/** Reads the key out of a secret's text, by the scheme's rule. Problems never quote the secret. */
export function keyOf(secret: string, format: KeyFormat, crypto: Crypto): KeyResult {
  const name = `${format} ${secret}`;
  const known = keys.get(name);
  if (known) return known;
  const made = readKey(secret, format, crypto);
  if (keys.size >= keyLimit) keys.clear();
  keys.set(name, made);
  return made;
}

function readKey(secret: string, format: KeyFormat, crypto: Crypto): KeyResult {
  if (secret === '') return { problem: 'The secret is empty.' };
  switch (format) {
    case 'utf8':
      return { key: utf8(secret) };
    case 'utf8-nfkd':
      return { key: utf8(secret.normalize('NFKD')) };
    case 'sha1-of-utf8':
      return { key: crypto.hash('sha1', utf8(secret)) };
    case 'sha256-of-utf8':
      return { key: crypto.hash('sha256', utf8(secret)) };
    case 'sha256-hex-of-utf8':
      return { key: utf8(toHex(crypto.hash('sha256', utf8(secret)))) };
    case 'hex':
      return decoded(
        fromHex(secret),
        'The secret is not hex: it needs pairs of the digits 0-9 and a-f, and nothing else.',
      );
    case 'base64':
      return decoded(fromBase64(secret), 'The secret is not base64.');
    case 'whsec-base64': {
      const text = secret.replace(standardPrefix, '');
      return decoded(fromBase64(text) ?? fromBase64Url(text), 'The secret is not whsec_ followed by base64.');
    }
  }
}

/** How a key format reads in a sentence. */
export const keyFormatNames: Record<KeyFormat, string> = {
  utf8: 'the text as UTF-8',
  base64: 'decoded from base64',
  hex: 'decoded from hex',
  'whsec-base64': 'base64 after the prefix whsec_',
  'sha1-of-utf8': 'the SHA-1 digest of the text',
  'sha256-of-utf8': 'the SHA-256 digest of the text',
  'sha256-hex-of-utf8': 'the SHA-256 digest of the text as hex digits',
  'utf8-nfkd': 'the text in NFKD as UTF-8',
};

/** Every verdict has one, and an endpoint's secret stays the same: computing it anew would cost a third of the check. */
const fingerprints = new Map<string, string>();
const fingerprintLimit = 256;

/** First 6 hex digits of the secret's SHA-256: tells secrets apart without telling them. */
export function fingerprintOf(secret: string, crypto: Crypto): string {
  const known = fingerprints.get(secret);
  if (known !== undefined) return known;
  const [a = 0, b = 0, c = 0] = crypto.hash('sha256', utf8(secret));
  const made = ((a << 16) | (b << 8) | c).toString(16).padStart(6, '0');
  if (fingerprints.size >= fingerprintLimit) fingerprints.clear();
  fingerprints.set(secret, made);
  return made;
}
