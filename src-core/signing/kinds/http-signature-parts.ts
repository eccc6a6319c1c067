import type { AsymmetricName } from '../../bytes/crypto.ts';
import { utf8 } from '../../bytes/encoding.ts';
import { allHeaders, type SignedRequest } from '../../http/request.ts';
import type { HttpSignatureAlgorithm } from '../schemes/http-signature-scheme.ts';
import type { ContentPiece } from '../schemes/signed-content.ts';
import type { BaseLine } from './message-components.ts';

/** What signer and verifier of HTTP Message Signatures (RFC 9421) share. */

/** RFC 9421's names of algorithms with two keys, as the crypto here calls them. */
export const asymmetricNames: Record<Exclude<HttpSignatureAlgorithm, 'hmac-sha256'>, AsymmetricName> = {
  'rsa-pss-sha512': 'rsa-pss-sha512',
  'rsa-v1_5-sha256': 'rsa-sha256',
  'ecdsa-p256-sha256': 'ecdsa-p256-sha256',
  'ecdsa-p384-sha384': 'ecdsa-p384-sha384',
  ed25519: 'ed25519',
};

/** The signature base as pieces to be shown. */
export const piecesOf = (lines: readonly BaseLine[]): ContentPiece[] =>
  lines.flatMap(({ source, before, bytes }, at): ContentPiece[] => [
    { source: 'literal', bytes: utf8((at === 0 ? '' : '\n') + before) },
    { source, bytes },
  ]);

/** All lines of a header as one value; undefined where there is none. */
export const headerText = (request: SignedRequest, name: string): string | undefined => {
  const lines = allHeaders(request.rawHeaders, name);
  return lines.length === 0 ? undefined : lines.join(', ');
};
