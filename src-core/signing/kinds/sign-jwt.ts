import { toBase64Url, utf8, utf8Text } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { SignedRequest } from '../../http/request.ts';
import { signingFields } from '../schemes/fields.ts';
import type { JwtScheme } from '../schemes/jwt-scheme.ts';
import { namedSecrets } from '../schemes/key-ids.ts';
import { toUnit } from '../schemes/timestamps.ts';
import { wrap } from '../schemes/value-format.ts';
import { cannotSign, type Signed, signed, withToken } from '../sign/signed-request.ts';
import type { SignContext } from '../sign/stamp.ts';
import { isShared, type JsonObject, makeJws } from './jws.ts';
import { type ClaimScope, claimText, digestClaim } from './jwt-claims.ts';

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
function claimsFor(scheme: JwtScheme, scope: ClaimScope, context: SignContext): JsonObject {
  const claims: JsonObject = { ...context.claims };
  for (const [claim, wanted] of Object.entries(scheme.claims)) {
    const value = Array.isArray(wanted) ? wanted[0] : wanted;
    claims[claim] ??= typeof value === 'string' ? claimText(value, scope) : value;
  }
  for (const digest of scheme.digests) {
    const value = digestClaim(digest, scope.request, scope.crypto);
    if (value !== undefined) claims[digest.claim] ??= value;
  }
  return context.claims ? claims : { ...claims, ...stampClaims(scheme, context) };
}

/** What a token in the body says: the body that it takes the place of, as text. */
function bodyClaims(scheme: JwtScheme, request: SignedRequest, context: SignContext): JsonObject {
  const data = utf8Text(request.body);
  if (data !== null) return { data, ...stampClaims(scheme, context) };
  throw cannotSign('The body goes into a token as text, and it is not valid UTF-8.');
}

/** A token over the claims that bind this request. Throws secret_malformed where the secret is no key. */
export function signJwt(
  scheme: JwtScheme,
  request: SignedRequest,
  secret: string,
  context: SignContext,
): Signed {
  const { crypto } = context;
  const named = scheme.secretByKeyId ? namedSecrets(secret)[0] : undefined;
  const given = named?.keyId === undefined ? context.fields : { keyId: named.keyId, ...context.fields };
  const scope = { request, crypto, fields: signingFields(scheme, given, request, crypto) };
  const isBody = scheme.at.in === 'body' && !context.claims;
  const claims = isBody ? bodyClaims(scheme, request, context) : claimsFor(scheme, scope, context);
  const own = Object.entries(scheme.header ?? {}).map(([name, text]) => [name, claimText(text, scope)]);
  const kid = named?.keyId === undefined ? {} : { kid: named.keyId };
  const header = { alg: scheme.algorithm, typ: 'JWT', ...kid, ...Object.fromEntries(own) };
  const token = makeToken(scheme, header, utf8(JSON.stringify(claims)), named?.secret ?? secret, context);
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
    const needed = isShared(scheme.algorithm) ? 'a secret' : 'a private key as PEM';
    throw new TackleboxError(
      'secret_malformed',
      `Signing with ${scheme.algorithm} needs ${needed}; this secret is none.`,
      { cause },
    );
  }
}
