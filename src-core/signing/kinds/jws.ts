import type { AsymmetricName, Crypto, HashName } from '../../bytes/crypto.ts';
import { type Bytes, fromStrictBase64Url, toBase64Url, utf8, utf8Text } from '../../bytes/encoding.ts';
import { duplicateKey } from '../../json/duplicate-key.ts';
import type { JwsAlgorithm } from '../schemes/jwt-scheme.ts';
import { type KeyResult, keyOf } from '../schemes/key.ts';
import type { KeyFormat } from '../schemes/scheme.ts';
import { holds } from './asymmetric.ts';

export type JsonObject = Record<string, unknown>;

/** A JSON Web Signature, taken apart and not yet believed. */
export interface Jws {
  header: JsonObject;
  payload: Bytes;
  signature: Bytes;
  /** The bytes that are signed. */
  signingInput: Bytes;
}

/** Why a token or a part of it can't be believed, as a sentence. */
export interface Unreadable {
  problem: string;
}

export const isUnreadable = (value: object): value is Unreadable => 'problem' in value;

/** A JSON object, without believing that each key is there once. */
export function parseObject(bytes: Bytes): JsonObject | null {
  const text = utf8Text(bytes);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** A header or claims: JSON of which nothing can be read in two ways. `what` names it in the problem. */
export function strictObject(bytes: Bytes, what: string): JsonObject | Unreadable {
  const object = parseObject(bytes);
  if (!object) return { problem: `The token's ${what} are not a JSON object.` };
  const twice = duplicateKey(utf8Text(bytes) ?? '');
  if (twice !== null) {
    const name = JSON.stringify(twice.slice(0, 60));
    return {
      problem: `The token's ${what} hold ${name} twice: which of the two counts depends on who reads it.`,
    };
  }
  return object;
}

/**
 * Three base64url parts with dots, read as strictly as RFC 7515 asks. `detached` stands in where the payload is left out.
 * A header with `crit` demands what nobody here knows, and is not to be believed (4.1.11).
 */
export function parseJws(token: string, detached?: Bytes): Jws | Unreadable {
  const [head, body, tail, extra] = token.split('.', 4);
  if (head === undefined || body === undefined || tail === undefined || extra !== undefined) {
    return { problem: 'It is not three parts with dots between them.' };
  }
  const headBytes = fromStrictBase64Url(head);
  const payload = body === '' && detached ? detached : fromStrictBase64Url(body);
  const signature = fromStrictBase64Url(tail);
  if (!headBytes || !payload || !signature) {
    return { problem: 'A part of it is not base64url without padding, as RFC 7515 demands.' };
  }
  const header = strictObject(headBytes, 'header parameters');
  if (isUnreadable(header)) return header;
  if (Object.hasOwn(header, 'crit') || header.b64 === false) {
    return { problem: 'Its header demands an extension (crit, b64) that is not known here.' };
  }
  const signed = body === '' && detached ? toBase64Url(detached) : body;
  return { header, payload, signature, signingInput: utf8(`${head}.${signed}`) };
}

type Way = { hmac: HashName } | { asymmetric: AsymmetricName };

const ways: Record<JwsAlgorithm, Way> = {
  HS256: { hmac: 'sha256' },
  HS384: { hmac: 'sha384' },
  HS512: { hmac: 'sha512' },
  RS256: { asymmetric: 'rsa-sha256' },
  RS384: { asymmetric: 'rsa-sha384' },
  RS512: { asymmetric: 'rsa-sha512' },
  PS256: { asymmetric: 'rsa-pss-sha256' },
  PS384: { asymmetric: 'rsa-pss-sha384' },
  PS512: { asymmetric: 'rsa-pss-sha512' },
  ES256: { asymmetric: 'ecdsa-p256-sha256' },
  ES384: { asymmetric: 'ecdsa-p384-sha384' },
  ES512: { asymmetric: 'ecdsa-p521-sha512' },
  EdDSA: { asymmetric: 'ed25519' },
};

/** Whether an algorithm's key is a shared secret. */
export const isShared = (algorithm: JwsAlgorithm): boolean => 'hmac' in ways[algorithm];

/** Whether the signature holds; a problem where the secret can't be read as a key. */
export function jwsHolds(
  jws: Jws,
  algorithm: JwsAlgorithm,
  secret: string,
  format: KeyFormat,
  crypto: Crypto,
): boolean | Unreadable {
  const way = ways[algorithm];
  if ('hmac' in way) {
    const key: KeyResult = keyOf(secret, format, crypto);
    if ('problem' in key) return key;
    return crypto.equal(crypto.hmac(way.hmac, key.key, jws.signingInput), jws.signature);
  }
  const result = holds(way.asymmetric, secret.trim(), jws.signingInput, jws.signature, crypto, 'raw');
  return result === 'unreadable' ? { problem: `The key is not a public key for ${algorithm}.` } : result;
}

/** Signs a payload as a compact JWS. Throws where the key can't be read. */
export function makeJws(
  header: JsonObject,
  payload: Bytes,
  algorithm: JwsAlgorithm,
  secret: string,
  format: KeyFormat,
  crypto: Crypto,
): string {
  const input = `${toBase64Url(utf8(JSON.stringify(header)))}.${toBase64Url(payload)}`;
  const way = ways[algorithm];
  if ('asymmetric' in way) {
    return `${input}.${toBase64Url(crypto.signAsymmetric(way.asymmetric, secret, utf8(input), 'raw'))}`;
  }
  const key = keyOf(secret, format, crypto);
  if ('problem' in key) throw new Error(key.problem);
  return `${input}.${toBase64Url(crypto.hmac(way.hmac, key.key, utf8(input)))}`;
}
