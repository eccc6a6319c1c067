import { toBase64Url, utf8 } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { SignedRequest } from '../../http/request.ts';
import type { JwtScheme } from '../schemes/scheme.ts';
import { toUnit } from '../schemes/timestamps.ts';
import { wrap } from '../schemes/value-format.ts';
import { type Signed, signed, withToken } from '../sign/signed-request.ts';
import type { SignContext } from '../sign/stamp.ts';
import { type JsonObject, makeJws } from './jws.ts';
import { claimText, digestClaim } from './jwt.ts';

function stampClaims(scheme: JwtScheme, context: SignContext): JsonObject {
  const given = context.timestamp && toUnit(context.timestamp, 'unix-seconds');
  const iat = given ? Number(given) : Math.floor(context.nowMs / 1000);
  const all: JsonObject = {
    iat,
    nbf: iat,
    exp: iat + scheme.lifetimeSeconds,
    jti: context.id ?? toBase64Url(context.crypto.randomBytes(18)),
  };
  return Object.fromEntries(scheme.stamps.map((stamp) => [stamp, all[stamp]]));
}

/** The claims of a fresh token: those given, in their order, then what the scheme binds and stamps. */
function claimsFor(scheme: JwtScheme, request: SignedRequest, context: SignContext): JsonObject {
  const claims: JsonObject = { ...context.claims };
  for (const [claim, text] of Object.entries(scheme.claims)) {
    claims[claim] ??= claimText(text, request, context.crypto);
  }
  for (const digest of scheme.digests) {
    const value = digestClaim(digest, request, context.crypto);
    if (value !== undefined) claims[digest.claim] ??= value;
  }
  return context.claims ? claims : { ...claims, ...stampClaims(scheme, context) };
}

/** A token over the claims that bind this request. Throws secret_malformed where the secret is no key. */
export function signJwt(
  scheme: JwtScheme,
  request: SignedRequest,
  secret: string,
  context: SignContext,
): Signed {
  const payload = utf8(
    scheme.at.in === 'body' && !context.claims
      ? JSON.stringify({ data: new TextDecoder().decode(request.body), ...stampClaims(scheme, context) })
      : JSON.stringify(claimsFor(scheme, request, context)),
  );
  const header = { alg: scheme.algorithm, typ: 'JWT' };
  const token = makeToken(scheme, header, payload, secret, context);
  return scheme.at.in === 'body'
    ? signed({ ...request, body: utf8(token) }, [])
    : withToken(request, scheme.at.name, wrap(scheme.at.format, 'jwt', token));
}

function makeToken(
  scheme: JwtScheme,
  header: JsonObject,
  payload: Uint8Array,
  secret: string,
  { crypto }: SignContext,
): string {
  try {
    return makeJws(header, payload, scheme.algorithm, secret, scheme.key, crypto);
  } catch (cause) {
    const needed = scheme.algorithm === 'HS256' ? 'a secret' : 'a private key as PEM';
    throw new TackleboxError(
      'secret_malformed',
      `Signing with ${scheme.algorithm} needs ${needed}; this secret is none.`,
      { cause },
    );
  }
}
