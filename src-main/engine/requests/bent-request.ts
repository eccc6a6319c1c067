import { gzipSync } from 'node:zlib';
import type { Crypto } from '#core/bytes/crypto.ts';
import type { Target } from '#core/delivery/attempt.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { overriddenBy } from '#core/http/onward-headers.ts';
import type { SignedRequest } from '#core/http/request.ts';
import type { Bent, SignedEvent, UnsignedEvent, WireManner } from '#core/mutation/mutation.ts';
import { anotherSecret } from '#core/mutation/signature.ts';
import type { Provider } from '#core/providers/provider.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import type { Locator } from '#core/signing/schemes/terms.ts';
import { verify } from '#core/signing/verify/verify.ts';
import type { SendRequest } from '../sender/sender.ts';
import { type SignedForTarget, signForTarget } from './sign-request.ts';

/** Who signs the events of a deck; null where they go unsigned. */
export type DeckSigning = { scheme: Scheme; secret: string; eventId: string | null } | null;

export interface BentContext {
  provider: Pick<Provider, 'alternatives'>;
  target: Target;
  signing: DeckSigning;
  nowMs: number;
}

export type BentRequest =
  | { kind: 'made'; request: SendRequest; manner: WireManner }
  /** It can't be made of this event: the scheme can't sign it, or has nothing of the kind. */
  | { kind: 'not_made'; reason: string };

/** Headers that the signer wrote and that hold no signature: times, ids, nonces, digests. */
function stampNames(scheme: Scheme): Set<string> {
  const places: (Locator | { in: 'signature' } | undefined)[] =
    'signature' in scheme
      ? [scheme.timestamp?.at, scheme.id, scheme.nonce, scheme.bodyDigest?.at, scheme.keyId]
      : [];
  return new Set(places.flatMap((at) => (at?.in === 'header' ? [at.name.toLowerCase()] : [])));
}

/** The provider's older way to sign: a weaker hash in a header of its own, or the version before in the same header. */
function legacyScheme({ alternatives }: BentContext['provider'], scheme: Scheme): Scheme | null {
  if (scheme.kind !== 'hmac') return null;
  const older = alternatives.find(
    (way) =>
      way.scheme.kind === 'hmac' &&
      (way.scheme.hash === 'sha1' || way.scheme.hash === 'md5') &&
      way.scheme.hash !== scheme.hash,
  );
  if (older) return older.scheme;
  const { signature } = scheme;
  return signature.format.includes('v1={signature}')
    ? { ...scheme, signature: { ...signature, format: signature.format.replace('v1=', 'v0=') } }
    : null;
}

/** Whether the time that a scheme wants inside the body is there; true for schemes that want none there. */
function holdsItsTime(
  crypto: Crypto,
  request: SignedRequest,
  { scheme, secret }: NonNullable<DeckSigning>,
  nowMs: number,
): boolean {
  if (scheme.kind !== 'hmac' || (scheme.timestamp?.at.in !== 'json' && scheme.timestamp?.at.in !== 'form')) {
    return true;
  }
  return verify(scheme, request, [secret], { crypto, nowMs }).ok;
}

const asSigned = ({ request }: SignedForTarget): SignedRequest => ({
  method: request.method,
  url: request.target.url,
  rawHeaders: request.rawHeaders,
  body: request.body,
});

/** The headers that a manner of sending needs, and the body as it travels. */
function inManner(signed: SignedRequest, manner: WireManner): Pick<SendRequest, 'rawHeaders' | 'body'> {
  const { rawHeaders, body } = signed;
  switch (manner) {
    case 'gzip':
      return {
        rawHeaders: overriddenBy(
          rawHeaders.filter(([name]) => name.toLowerCase() !== 'content-length'),
          [['Content-Encoding', 'gzip']],
        ),
        body: gzipSync(body),
      };
    case 'chunked':
    case 'chunked-trailers': {
      const without = rawHeaders.filter(([name]) => name.toLowerCase() !== 'content-length');
      const trailer: [string, string][] = manner === 'chunked' ? [] : [['Trailer', 'X-Tacklebox-Trailer']];
      return { rawHeaders: overriddenBy(without, [['Transfer-Encoding', 'chunked'], ...trailer]), body };
    }
    case 'expect-continue':
      return { rawHeaders: overriddenBy(rawHeaders, [['Expect', '100-continue']]), body };
    default:
      return { rawHeaders, body };
  }
}

/**
 * A bent event as a request: signed as its provider would sign it, then bent further where its mutation says so. What can't be
 * made of this event is said, never thrown.
 */
export function bentRequest(
  crypto: Crypto,
  bent: Bent,
  { provider, target, signing, nowMs }: BentContext,
): BentRequest {
  const event: UnsignedEvent = { method: bent.method, rawHeaders: bent.rawHeaders, body: bent.body };
  const signedBy = (by: DeckSigning): SignedForTarget =>
    signForTarget(
      crypto,
      { target: { ...target, method: event.method }, ...event },
      by && { ...by, nowMs: nowMs - bent.ageSeconds * 1000 },
    );
  try {
    const made = signedBy(bent.signed ? signing : null);
    const stamps = signing ? stampNames(signing.scheme) : new Set<string>();
    const written = (made.signed?.headers ?? []).map(([name]) => name);
    const scheme = signing?.scheme;
    const signedEvent: SignedEvent = {
      request: asSigned(made),
      signatureHeaders: written.filter((name) => !stamps.has(name.toLowerCase())),
      signedByAnother: () =>
        asSigned(signedBy(signing && { ...signing, secret: anotherSecret(signing.secret) })),
      signedWithHash: (hash) =>
        signing && scheme?.kind === 'hmac'
          ? asSigned(signedBy({ ...signing, scheme: { ...scheme, hash } }))
          : null,
      signedByLegacy: () => {
        const legacy = scheme && legacyScheme(provider, scheme);
        return signing && legacy ? asSigned(signedBy({ ...signing, scheme: legacy })) : null;
      },
    };
    const isWhole = bent.signed && !bent.afterSigning && bent.ageSeconds === 0;
    if (isWhole && signing && !holdsItsTime(crypto, asSigned(made), signing, nowMs)) {
      const reason = 'This scheme’s signed time stands inside the body, and this body has no place for it.';
      return { kind: 'not_made', reason };
    }
    const after = bent.afterSigning ? bent.afterSigning(signedEvent) : signedEvent.request;
    if (!after) return { kind: 'not_made', reason: 'This provider’s signature has nothing of the kind.' };
    const { method, url } = after;
    const request: SendRequest = {
      ...made.request,
      target: { ...target, url, method },
      method,
      ...inManner(after, bent.manner),
      ...(bent.manner === 'plain' || bent.manner === 'gzip' ? {} : { manner: bent.manner }),
    };
    return { kind: 'made', request, manner: bent.manner };
  } catch (error) {
    if (!(error instanceof TackleboxError)) throw error;
    return { kind: 'not_made', reason: `It can’t be signed: ${error.message}` };
  }
}
