import type { Scheme } from '#core/signing/schemes/scheme.ts';

interface AnyLocator {
  in: string;
  name?: string;
  alsoNamed?: readonly string[] | undefined;
}

const namesAt = (at: AnyLocator | undefined): string[] =>
  at?.in === 'header' && at.name !== undefined ? [at.name, ...(at.alsoNamed ?? [])] : [];

/** The lower-case names of the headers that a scheme writes: signature, timestamp, id, token. */
export function signedHeaders(scheme: Scheme): Set<string> {
  switch (scheme.kind) {
    case 'hmac':
    case 'asymmetric': {
      const places = [
        scheme.signature.at,
        scheme.timestamp?.at,
        scheme.id,
        scheme.nonce,
        scheme.bodyDigest?.at,
      ];
      return new Set(places.flatMap(namesAt).map((name) => name.toLowerCase()));
    }
    case 'jwt':
      return new Set(scheme.at.in === 'header' ? [scheme.at.name.toLowerCase()] : []);
    case 'static-token':
      return new Set([scheme.header.toLowerCase()]);
    case 'basic':
      return new Set(['authorization']);
    default:
      return new Set();
  }
}
