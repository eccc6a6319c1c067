import * as node from 'node:crypto';
import * as zlib from 'node:zlib';
import type { AsymmetricName, Crypto } from '#core/bytes/crypto.ts';
import { fromBase64, fromHex } from '#core/bytes/encoding.ts';

const digestOf: Record<AsymmetricName, string | null> = {
  ed25519: null,
  'ecdsa-p256-sha256': 'sha256',
  'ecdsa-p256-sha1': 'sha1',
  'rsa-sha1': 'sha1',
  'rsa-sha256': 'sha256',
  'rsa-sha512': 'sha512',
};

const ed25519SpkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const ed25519Pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key without PEM around it: bytes as hex or base64 in one line. */
function rawKey(text: string): Buffer | null {
  if (text.startsWith('-----') || text.startsWith('{')) return null;
  return Buffer.from(fromHex(text) ?? fromBase64(text.replaceAll('-', '+').replaceAll('_', '/')) ?? []);
}

const jwkOf = (text: string): node.JsonWebKey => {
  const value: unknown = JSON.parse(text);
  return { ...(typeof value === 'object' ? value : null) };
};

/** Which keys an algorithm can use; a key of another kind is unreadable, never a signature that fails. */
const keyTypeOf: Record<AsymmetricName, string> = {
  ed25519: 'ed25519',
  'ecdsa-p256-sha256': 'ec',
  'ecdsa-p256-sha1': 'ec',
  'rsa-sha1': 'rsa',
  'rsa-sha256': 'rsa',
  'rsa-sha512': 'rsa',
};

function ofType(name: AsymmetricName, key: node.KeyObject): node.KeyObject {
  if (key.asymmetricKeyType === keyTypeOf[name]) return key;
  throw new Error(`${name} needs a key of type ${keyTypeOf[name]}, not ${key.asymmetricKeyType}`);
}

/** PEM (a certificate, a public key, or a private one), JWK, DER as base64, or 32 raw bytes for Ed25519. */
function readPublicKey(name: AsymmetricName, text: string): node.KeyObject {
  const raw = rawKey(text);
  if (raw === null) {
    return text.startsWith('{')
      ? node.createPublicKey({ key: jwkOf(text), format: 'jwk' })
      : node.createPublicKey(text);
  }
  const isBare = name === 'ed25519' && raw.length === 32;
  const key = isBare ? Buffer.concat([ed25519SpkiPrefix, raw]) : raw;
  return node.createPublicKey({ key, format: 'der', type: 'spki' });
}

/** PEM, JWK, PKCS#8 as base64, or Ed25519's 32 bytes of seed (64 with the public key after them). */
function readPrivateKey(name: AsymmetricName, text: string): node.KeyObject {
  const raw = rawKey(text);
  if (raw === null) {
    return text.startsWith('{')
      ? node.createPrivateKey({ key: jwkOf(text), format: 'jwk' })
      : node.createPrivateKey(text);
  }
  const isBare = name === 'ed25519' && (raw.length === 32 || raw.length === 64);
  const key = isBare ? Buffer.concat([ed25519Pkcs8Prefix, raw.subarray(0, 32)]) : raw;
  return node.createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** Reading a key costs more than using it; a failure is kept too. */
const publicKeys = new Map<string, node.KeyObject | Error>();
const publicKeyLimit = 256;

function publicKeyOf(name: AsymmetricName, key: string): node.KeyObject {
  const cacheKey = `${name}\n${key}`;
  let known = publicKeys.get(cacheKey);
  if (!known) {
    try {
      known = ofType(name, readPublicKey(name, key.trim()));
    } catch (error) {
      known = error instanceof Error ? error : new Error(String(error));
    }
    if (publicKeys.size >= publicKeyLimit) publicKeys.clear();
    publicKeys.set(cacheKey, known);
  }
  if (known instanceof Error) throw known;
  return known;
}

/** node:crypto makes a KeyObject of a raw key at every call, which costs seven times the digest of 1 KB: so keep them. */
const keyCache = new Map<string, node.KeyObject>();
const keyCacheLimit = 256;

/** The same bytes object again needs no look at its bytes. */
const keysByIdentity = new WeakMap<Uint8Array, node.KeyObject>();

function hmacKey(key: Uint8Array): node.KeyObject {
  const same = keysByIdentity.get(key);
  if (same) return same;
  const made = hmacKeyOf(key);
  keysByIdentity.set(key, made);
  return made;
}

function hmacKeyOf(key: Uint8Array): node.KeyObject {
  const name = Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
  const cached = keyCache.get(name);
  if (cached) return cached;
  if (keyCache.size >= keyCacheLimit) keyCache.clear();
  const made = node.createSecretKey(key);
  keyCache.set(name, made);
  return made;
}

/** zstd came to Node.js after the oldest that is supported. */
const zstd =
  'zstdDecompressSync' in zlib && typeof zlib.zstdDecompressSync === 'function'
    ? zlib.zstdDecompressSync
    : undefined;

const inflaters = {
  deflate: zlib.inflateSync,
  'deflate-raw': zlib.inflateRawSync,
  brotli: zlib.brotliDecompressSync,
  zstd,
} as const;

/** The core's cryptography over node:crypto. */
export const nodeCrypto: Crypto = {
  hash: (name, data) => node.createHash(name).update(data).digest(),
  hmac: (name, key, data) => node.createHmac(name, hmacKey(key)).update(data).digest(),
  equal: (a, b) => a.length === b.length && node.timingSafeEqual(a, b),
  randomBytes: (count) => node.randomBytes(count),
  verifyAsymmetric: (name, key, data, signature) =>
    node.verify(digestOf[name], data, publicKeyOf(name, key), signature),
  signAsymmetric: (name, key, data) =>
    node.sign(digestOf[name], data, ofType(name, readPrivateKey(name, key.trim()))),
  gunzip: (data, limitBytes) => {
    if (data[0] !== 0x1f || data[1] !== 0x8b) return null;
    try {
      return zlib.gunzipSync(data, { maxOutputLength: limitBytes });
    } catch {
      return null;
    }
  },
  inflate: (name, data, maxOutputLength) => {
    try {
      return inflaters[name]?.(data, { maxOutputLength }) ?? null;
    } catch {
      return null;
    }
  },
  gzip: (data, level) => zlib.gzipSync(data, { level }),
};
