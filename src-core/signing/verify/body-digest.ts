import type { Crypto } from '../../bytes/crypto.ts';
import { utf8 } from '../../bytes/encoding.ts';
import type { SignedRequest } from '../../http/request.ts';
import { encodeSignature } from '../schemes/encodings.ts';
import { describeLocator, locate } from '../schemes/locate.ts';
import { isForm } from '../schemes/parsed-body.ts';
import type { ContentScheme } from './envelope.ts';

/** Whether the signer puts a digest of this body beside the signature. */
export const needsBodyDigest = (scheme: ContentScheme, request: SignedRequest): boolean =>
  scheme.bodyDigest?.required === true && request.body.length > 0 && !isForm(request);

export function bodyDigestText(scheme: ContentScheme, request: SignedRequest, crypto: Crypto): string {
  const { hash = 'sha256', encoding = 'hex' } = scheme.bodyDigest ?? {};
  return encodeSignature(crypto.hash(hash, request.body), encoding);
}

/** Why the body's digest, where a request carries one (or has to), does not fit its body; null where it does. */
export function bodyDigestProblem(
  scheme: ContentScheme,
  request: SignedRequest,
  crypto: Crypto,
): string | null {
  if (!scheme.bodyDigest) return null;
  const where = describeLocator(scheme.bodyDigest.at);
  const received = locate(scheme.bodyDigest.at, request);
  if (received === undefined) {
    return needsBodyDigest(scheme, request)
      ? `The body is not covered by the signature: its digest is missing from ${where}.`
      : null;
  }
  return crypto.equal(utf8(received), utf8(bodyDigestText(scheme, request, crypto)))
    ? null
    : `The body is not the one that was signed: ${where} holds another digest.`;
}
