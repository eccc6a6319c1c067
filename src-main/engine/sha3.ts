import { createHash, getHashes } from 'node:crypto';
import { hmac } from '@noble/hashes/hmac.js';
import { sha3_224, sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js';
import type { HashName } from '#core/bytes/crypto.ts';

const hashes = new Map([
  ['sha3-224', sha3_224],
  ['sha3-256', sha3_256],
  ['sha3-384', sha3_384],
  ['sha3-512', sha3_512],
] as const);

/** Electron's own cryptography (BoringSSL) has no SHA-3, Node's (OpenSSL) has. */
const isBuiltIn = getHashes().includes('sha3-256') && canHash();

function canHash(): boolean {
  try {
    createHash('sha3-256');
    return true;
  } catch {
    return false;
  }
}

interface Digests {
  hash(data: Uint8Array): Uint8Array;
  hmac(key: Uint8Array, data: Uint8Array): Uint8Array;
}

/** SHA-3 for hosts whose node:crypto lacks it; undefined for other hashes, and where node:crypto has it. */
export function sha3(name: HashName, builtIn = isBuiltIn): Digests | undefined {
  if (builtIn || !name.startsWith('sha3-')) return undefined;
  const hash = hashes.get(name as 'sha3-256');
  return hash && { hash: (data) => hash(data), hmac: (key, data) => hmac(hash, key, data) };
}
