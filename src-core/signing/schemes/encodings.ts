import {
  type Bytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  toBase64,
  toBase64Url,
  toHex,
} from '../../bytes/encoding.ts';
import type { SignatureEncoding } from './scheme.ts';

/** A digest or signature as text. Base64url is without padding. */
export function encodeSignature(bytes: Bytes, encoding: SignatureEncoding): string {
  switch (encoding) {
    case 'hex':
      return toHex(bytes);
    case 'hex-upper':
      return toHex(bytes).toUpperCase();
    case 'base64':
      return toBase64(bytes);
    case 'base64url':
      return toBase64Url(bytes);
  }
}

/** The bytes of an encoded signature; null where the text is not of that encoding. Hex of either case is read. */
export function decodeSignature(text: string, encoding: SignatureEncoding): Bytes | null {
  switch (encoding) {
    case 'hex':
    case 'hex-upper':
      return fromHex(text);
    case 'base64':
      return fromBase64(text);
    case 'base64url':
      return fromBase64Url(text);
  }
}

/** How people call an encoding. */
export const encodingNames: Record<SignatureEncoding, string> = {
  hex: 'hex',
  'hex-upper': 'upper-case hex',
  base64: 'base64',
  base64url: 'base64url',
};
