import * as node from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { AsymmetricName, Crypto } from '#core/bytes/crypto.ts';
import { fromHex } from '#core/bytes/encoding.ts';

const digestOf: Record<AsymmetricName, string | null> = {
  ed25519: null,
  'ecdsa-p256-sha256': 'sha256',
  'ecdsa-p256-sha1': 'sha1',
  'rsa-sha1': 'sha1',
  'rsa-sha256': 'sha256',
  'rsa-sha512': 'sha512',
};

const ed25519SpkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

function publicKeyOf(name: AsymmetricName, key: string): node.KeyObject {
  const raw = name === 'ed25519' ? (fromHex(key.trim()) ?? Buffer.from(key.trim(), 'base64')) : null;
  if (raw?.length === 32) {
    return node.createPublicKey({
      key: Buffer.concat([ed25519SpkiPrefix, raw]),
      format: 'der',
      type: 'spki',
    });
  }
  return node.createPublicKey(key);
}

/** node:crypto makes a KeyObject of a raw key at every call, which costs seven times the digest of 1 KB: so keep them. */
const keyCache = new Map<string, node.KeyObject>();
const keyCacheLimit = 256;

function hmacKey(key: Uint8Array): node.KeyObject {
  const name = Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
  const cached = keyCache.get(name);
  if (cached) return cached;
  if (keyCache.size >= keyCacheLimit) keyCache.clear();
  const made = node.createSecretKey(key);
  keyCache.set(name, made);
  return made;
}

/** The core's cryptography over node:crypto. */
export const nodeCrypto: Crypto = {
  hash: (name, data) => node.createHash(name).update(data).digest(),
  hmac: (name, key, data) => node.createHmac(name, hmacKey(key)).update(data).digest(),
  equal: (a, b) => a.length === b.length && node.timingSafeEqual(a, b),
  randomBytes: (count) => node.randomBytes(count),
  verifyAsymmetric: (name, key, data, signature) =>
    node.verify(digestOf[name], data, publicKeyOf(name, key), signature),
  signAsymmetric: (name, key, data) => node.sign(digestOf[name], data, node.createPrivateKey(key)),
  gunzip: (data, limitBytes) => {
    if (data[0] !== 0x1f || data[1] !== 0x8b) return null;
    try {
      return gunzipSync(data, { maxOutputLength: limitBytes });
    } catch {
      return null;
    }
  },
};
