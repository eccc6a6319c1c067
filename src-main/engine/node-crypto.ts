import * as node from 'node:crypto';
import * as zlib from 'node:zlib';
import type { AsymmetricName, Crypto, EcdsaForm } from '#core/bytes/crypto.ts';
import { fromBase64, fromHex } from '#core/bytes/encoding.ts';
import { sha3 } from './sha3.ts';

/** What node:crypto has to be told of an algorithm: its digest, the key's type, and the curve or padding. */
interface Way {
  digest: string | null;
  keyType: 'ed25519' | 'ec' | 'rsa';
  curve?: string;
  isPss?: true;
}

const ways: Record<AsymmetricName, Way> = {
  ed25519: { digest: null, keyType: 'ed25519' },
  'ecdsa-p256-sha256': { digest: 'sha256', keyType: 'ec', curve: 'prime256v1' },
  'ecdsa-p256-sha1': { digest: 'sha1', keyType: 'ec', curve: 'prime256v1' },
  'ecdsa-p384-sha384': { digest: 'sha384', keyType: 'ec', curve: 'secp384r1' },
  'ecdsa-p521-sha512': { digest: 'sha512', keyType: 'ec', curve: 'secp521r1' },
  'rsa-sha1': { digest: 'sha1', keyType: 'rsa' },
  'rsa-sha256': { digest: 'sha256', keyType: 'rsa' },
  'rsa-sha384': { digest: 'sha384', keyType: 'rsa' },
  'rsa-sha512': { digest: 'sha512', keyType: 'rsa' },
  'rsa-pss-sha256': { digest: 'sha256', keyType: 'rsa', isPss: true },
  'rsa-pss-sha384': { digest: 'sha384', keyType: 'rsa', isPss: true },
  'rsa-pss-sha512': { digest: 'sha512', keyType: 'rsa', isPss: true },
};

/** The key as node:crypto takes it to sign or verify with. */
const keyInput = (name: AsymmetricName, key: node.KeyObject, form: EcdsaForm = 'der') => ({
  key,
  dsaEncoding: form === 'raw' ? ('ieee-p1363' as const) : ('der' as const),
  ...(ways[name].isPss
    ? { padding: node.constants.RSA_PKCS1_PSS_PADDING, saltLength: node.constants.RSA_PSS_SALTLEN_DIGEST }
    : {}),
});

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

/** Keys made for PSS alone (their own type in PKCS#8) are RSA keys too. */
const hasType = (type: string | undefined, { keyType, isPss }: Way): boolean =>
  type === keyType || (type === 'rsa-pss' && isPss === true);

/** A key of another kind or curve is unreadable, never a signature that fails. */
function ofType(name: AsymmetricName, key: node.KeyObject): node.KeyObject {
  const way = ways[name];
  const { asymmetricKeyType: type, asymmetricKeyDetails } = key;
  if (!hasType(type, way)) throw new Error(`${name} needs a key of type ${way.keyType}, not ${type}`);
  const curve = asymmetricKeyDetails?.namedCurve;
  if (way.curve !== undefined && curve !== way.curve) {
    throw new Error(`${name} needs a key of the curve ${way.curve}, not ${curve}`);
  }
  return key;
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
  hash: (name, data) => sha3(name)?.hash(data) ?? node.createHash(name).update(data).digest(),
  hmac: (name, key, data) =>
    sha3(name)?.hmac(key, data) ?? node.createHmac(name, hmacKey(key)).update(data).digest(),
  equal: (a, b) => a.length === b.length && node.timingSafeEqual(a, b),
  randomBytes: (count) => node.randomBytes(count),
  verifyAsymmetric: (name, key, data, signature, form) =>
    node.verify(ways[name].digest, data, keyInput(name, publicKeyOf(name, key), form), signature),
  signAsymmetric: (name, key, data, form) =>
    node.sign(ways[name].digest, data, keyInput(name, ofType(name, readPrivateKey(name, key.trim())), form)),
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
