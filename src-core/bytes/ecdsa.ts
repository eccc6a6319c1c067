import { type Bytes, concatBytes } from './encoding.ts';

/** ECDSA signatures of P-256 in their two forms: JSON Web Tokens carry r and s of 32 bytes each, everybody else DER. */

function derInteger(bytes: Bytes): Bytes {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const trimmed = bytes.subarray(start);
  const sign = (trimmed[0] ?? 0) & 0x80 ? Uint8Array.of(0) : new Uint8Array();
  return concatBytes(Uint8Array.of(0x02, trimmed.length + sign.length), sign, trimmed);
}

/** r and s as DER; null where there aren't 64 bytes. */
export function rawToDer(raw: Bytes): Bytes | null {
  if (raw.length !== 64) return null;
  const body = concatBytes(derInteger(raw.subarray(0, 32)), derInteger(raw.subarray(32)));
  return concatBytes(Uint8Array.of(0x30, body.length), body);
}

function readInteger(der: Bytes, at: number): { value: Bytes; next: number } | null {
  const length = der[at + 1] ?? 0;
  const next = at + 2 + length;
  if (der[at] !== 0x02 || length === 0 || length > 33 || next > der.length) return null;
  const value = der.subarray(at + 2, next);
  const fixed = new Uint8Array(32);
  const digits = value.length === 33 ? value.subarray(1) : value;
  fixed.set(digits, 32 - digits.length);
  return { value: fixed, next };
}

/** r and s of 32 bytes each; null for malformed DER. */
export function derToRaw(der: Bytes): Bytes | null {
  const r = der[0] === 0x30 ? readInteger(der, 2) : null;
  const s = r && readInteger(der, r.next);
  return r && s ? concatBytes(r.value, s.value) : null;
}
