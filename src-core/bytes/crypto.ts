import type { Bytes } from './encoding.ts';

export const hashNames = [
  'md5',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'sha3-224',
  'sha3-256',
  'sha3-384',
  'sha3-512',
] as const;
export type HashName = (typeof hashNames)[number];

export const asymmetricNames = [
  'ed25519',
  'ecdsa-p256-sha256',
  'ecdsa-p256-sha1',
  'ecdsa-p384-sha384',
  'ecdsa-p521-sha512',
  'rsa-sha1',
  'rsa-sha256',
  'rsa-sha384',
  'rsa-sha512',
  /** RSA-PSS with MGF1 of the same hash and a salt as long as its digest. */
  'rsa-pss-sha256',
  'rsa-pss-sha384',
  'rsa-pss-sha512',
] as const;
export type AsymmetricName = (typeof asymmetricNames)[number];

/** r and s of an ECDSA signature: as DER, or one after the other (IEEE P1363, as in JSON Web Tokens). */
export const ecdsaForms = ['der', 'raw'] as const;
export type EcdsaForm = (typeof ecdsaForms)[number];

/**
 * What the core needs of a host's cryptography: the core computes no digest itself. All calls are synchronous;
 * `src-main/engine/node-crypto.ts` implements this over node:crypto.
 */
export interface Crypto {
  hash(name: HashName, data: Bytes): Bytes;
  hmac(name: HashName, key: Bytes, data: Bytes): Bytes;
  /** Compares without telling by its time where the first difference is. Unequal lengths are unequal. */
  equal(a: Bytes, b: Bytes): boolean;
  randomBytes(count: number): Bytes;
  /**
   * `publicKey`: PEM (public key, certificate, or a private key's public half), JWK, DER as base64, or for Ed25519 its 32
   * bytes as hex or base64. ECDSA signatures are DER unless told otherwise. Throws for a key that can't be read or is of
   * another kind or curve.
   */
  verifyAsymmetric(
    name: AsymmetricName,
    publicKey: string,
    data: Bytes,
    signature: Bytes,
    form?: EcdsaForm,
  ): boolean;
  /** `privateKey`: PEM, JWK, PKCS#8 as base64, or Ed25519's seed as hex or base64. Throws as above. */
  signAsymmetric(name: AsymmetricName, privateKey: string, data: Bytes, form?: EcdsaForm): Bytes;
  /** Inflates gzip, for the diagnosis; null where the data is not gzip or inflates past `limitBytes`. */
  gunzip(data: Bytes, limitBytes: number): Bytes | null;
  /** Inflates other compressions, where the host has them; null as above. */
  inflate?(
    name: 'deflate' | 'deflate-raw' | 'brotli' | 'zstd',
    data: Bytes,
    limitBytes: number,
  ): Bytes | null;
  /** Compresses with gzip at a level as common servers do, where the host can. */
  gzip?(data: Bytes, level: number): Bytes;
}
