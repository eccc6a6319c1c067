import type { Crypto } from '../../bytes/crypto.ts';
import { derToRaw, rawToDer } from '../../bytes/ecdsa.ts';
import { type Bytes, fromBase64Url, toBase64Url, utf8, utf8Text } from '../../bytes/encoding.ts';
import { type KeyResult, keyOf } from '../schemes/key.ts';
import type { JwtScheme, KeyFormat } from '../schemes/scheme.ts';
import { holds } from './asymmetric.ts';

export type JwsAlgorithm = JwtScheme['algorithm'] | 'RS512';

export type JsonObject = Record<string, unknown>;

/** A JSON Web Signature, taken apart and not yet believed. */
export interface Jws {
  header: JsonObject;
  payload: Bytes;
  signature: Bytes;
  /** The bytes that are signed. */
  signingInput: Bytes;
}

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

/** Three base64url parts with dots. `detached` stands in where the payload is left out. Null where it is no such thing. */
export function parseJws(token: string, detached?: Bytes): Jws | null {
  const [head, body, tail, extra] = token.split('.', 4);
  if (head === undefined || body === undefined || tail === undefined || extra !== undefined) return null;
  const headBytes = fromBase64Url(head);
  const header = headBytes && parseObject(headBytes);
  const payload = body === '' && detached ? detached : fromBase64Url(body);
  const signature = fromBase64Url(tail);
  if (!header || !payload || !signature) return null;
  const signed = body === '' && detached ? toBase64Url(detached) : body;
  return { header, payload, signature, signingInput: utf8(`${head}.${signed}`) };
}

/** Whether the signature holds; a problem where the secret can't be read as a key. */
export function jwsHolds(
  jws: Jws,
  algorithm: JwsAlgorithm,
  secret: string,
  format: KeyFormat,
  crypto: Crypto,
): boolean | { problem: string } {
  if (algorithm === 'HS256') {
    const key: KeyResult = keyOf(secret, format, crypto);
    if ('problem' in key) return key;
    return crypto.equal(crypto.hmac('sha256', key.key, jws.signingInput), jws.signature);
  }
  const name =
    algorithm === 'ES256' ? 'ecdsa-p256-sha256' : algorithm === 'RS256' ? 'rsa-sha256' : 'rsa-sha512';
  const signature = algorithm === 'ES256' ? rawToDer(jws.signature) : jws.signature;
  const result = signature ? holds(name, secret.trim(), jws.signingInput, signature, crypto) : false;
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
  return `${input}.${toBase64Url(signatureOf(utf8(input), algorithm, secret, format, crypto))}`;
}

function signatureOf(
  input: Bytes,
  algorithm: JwsAlgorithm,
  secret: string,
  format: KeyFormat,
  crypto: Crypto,
): Bytes {
  if (algorithm === 'HS256') {
    const key = keyOf(secret, format, crypto);
    if ('problem' in key) throw new Error(key.problem);
    return crypto.hmac('sha256', key.key, input);
  }
  if (algorithm === 'ES256') {
    const raw = derToRaw(crypto.signAsymmetric('ecdsa-p256-sha256', secret, input));
    if (!raw) throw new Error('The key made a signature that is not of P-256.');
    return raw;
  }
  return crypto.signAsymmetric(algorithm === 'RS256' ? 'rsa-sha256' : 'rsa-sha512', secret, input);
}
