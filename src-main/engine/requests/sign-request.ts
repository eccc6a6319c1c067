import type { Crypto } from '#core/bytes/crypto.ts';
import type { Target } from '#core/delivery/attempt.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { onwardHeaders, overriddenBy } from '#core/http/onward-headers.ts';
import { withHeader } from '#core/http/request.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { type Signed, sign } from '#core/signing/sign/sign.ts';
import type { SendRequest } from '../sender/sender.ts';

/** A request before it is put on the wire to its target. */
export interface RequestToSign {
  target: Target;
  method: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
}

export interface Signature {
  scheme: Scheme;
  secret: string;
  /** The event's id; null where the scheme has none, or makes one. */
  eventId: string | null;
  /** The moment that the signature is of. */
  nowMs: number;
}

export interface SignedForTarget {
  request: SendRequest;
  /** What the signer added; null where the request goes unsigned. */
  signed: Signed | null;
}

/**
 * A request as it goes on the wire to its target: headers that fit it, signed with the time given, the target's own
 * headers last. The one way in which anything that Tacklebox sends is made. Throws where it can't be signed.
 */
export function signForTarget(
  crypto: Crypto,
  { target, method, rawHeaders: given, body }: RequestToSign,
  signature: Signature | null,
): SignedForTarget {
  const { host } = new URL(target.url);
  const rawHeaders = onwardHeaders(given, { host, bodyBytes: body.length });
  if (!signature) {
    return {
      request: { target, method, rawHeaders: overriddenBy(rawHeaders, target.headers), body },
      signed: null,
    };
  }
  const { scheme, secret, eventId, nowMs } = signature;
  const signed = sign(scheme, { method, url: target.url, rawHeaders, body }, secret, {
    crypto,
    nowMs,
    refreshBody: true,
    ...(eventId === null ? {} : { id: eventId }),
  });
  const withSignature = signed.headers.reduce<RawHeaders>(
    (headers, [name, value]) => withHeader(headers, name, value),
    rawHeaders,
  );
  const onward = onwardHeaders(withSignature, { host, bodyBytes: signed.body.length });
  return {
    request: {
      target: { ...target, url: signed.url },
      method,
      rawHeaders: overriddenBy(onward, target.headers),
      body: signed.body,
    },
    signed,
  };
}
