import type { Crypto } from '../../bytes/crypto.ts';
import { toBase64 } from '../../bytes/encoding.ts';
import { allHeaders, type SignedRequest } from '../../http/request.ts';
import { isInnerList, parseDictionary } from '../../http/structured-fields.ts';

/** Content-Digest (RFC 9530): a dictionary of digests of the body, by the names of their algorithms. */

const hashes = { 'sha-256': 'sha256', 'sha-512': 'sha512' } as const;
export type ContentDigestName = keyof typeof hashes;

export const contentDigest = (name: ContentDigestName, body: Uint8Array, crypto: Crypto): string =>
  `${name}=:${toBase64(crypto.hash(hashes[name], body))}:`;

/** Why the header does not bind this body, as a sentence; null where it does. Every digest that is known has to fit. */
export function contentDigestProblem(request: SignedRequest, crypto: Crypto): string | null {
  const lines = allHeaders(request.rawHeaders, 'content-digest');
  if (lines.length === 0) return 'The header Content-Digest is missing.';
  const digests = parseDictionary(lines.join(', '));
  if (!digests) return 'The header Content-Digest is no dictionary of digests.';
  let checked = 0;
  for (const [name, hash] of Object.entries(hashes)) {
    const member = digests.get(name);
    if (!member) continue;
    if (isInnerList(member) || member.item.kind !== 'bytes') return `The digest ${name} is no byte sequence.`;
    if (!crypto.equal(member.item.value, crypto.hash(hash, request.body))) {
      return `The body is not the one that was signed: its ${name} in Content-Digest is another.`;
    }
    checked++;
  }
  return checked > 0 ? null : 'Content-Digest holds no digest that is known here: sha-256 or sha-512.';
}
