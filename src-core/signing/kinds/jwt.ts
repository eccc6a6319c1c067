import type { Crypto } from '../../bytes/crypto.ts';
import { lossyText, utf8 } from '../../bytes/encoding.ts';
import { findHeader, type SignedRequest, urlOf } from '../../http/request.ts';
import { encodeSignature } from '../schemes/encodings.ts';
import { fingerprintOf } from '../schemes/key.ts';
import type { JwtScheme } from '../schemes/scheme.ts';
import { evaluate, joinPieces } from '../schemes/signed-content.ts';
import { parseTemplate } from '../schemes/template.ts';
import { spanText } from '../schemes/timestamps.ts';
import { unwrap } from '../schemes/value-format.ts';
import { Checklist } from '../verify/checklist.ts';
import type { Verdict } from '../verify/verdict.ts';
import { type JsonObject, type Jws, jwsHolds, parseJws, parseObject } from './jws.ts';

/** The digest that a claim has to hold; undefined where the claim is left out for an empty part. */
export function digestClaim(
  digest: JwtScheme['digests'][number],
  request: SignedRequest,
  crypto: Crypto,
): string | undefined {
  const bytes = digest.of === 'body' ? request.body : utf8(urlOf(request));
  if (bytes.length === 0 && digest.absentWhenEmpty) return undefined;
  return encodeSignature(crypto.hash(digest.hash, bytes), digest.encoding);
}

/** The text that a claim has to equal, its template's parts filled in. */
export function claimText(text: string, request: SignedRequest, crypto: Crypto): string {
  if (!text.includes('{')) return text;
  return lossyText(joinPieces(evaluate(parseTemplate(text), { crypto, request }).pieces));
}

const withoutPadding = (text: string) => text.replace(/={1,2}$/, '');

/** The first claim that does not bind this request, as a sentence. */
function claimProblem(
  scheme: JwtScheme,
  claims: JsonObject,
  request: SignedRequest,
  crypto: Crypto,
): { text: string; value: string } | null {
  for (const [claim, expected] of Object.entries(scheme.claims)) {
    const wanted = claimText(expected, request, crypto);
    if (claims[claim] !== wanted) {
      return { text: `The claim ${claim} is not ${wanted}.`, value: String(claims[claim] ?? 'missing') };
    }
  }
  for (const digest of scheme.digests) {
    const wanted = digestClaim(digest, request, crypto);
    const received = claims[digest.claim];
    if (wanted === undefined && received === undefined) continue;
    if (typeof received !== 'string') {
      return {
        text: `The claim ${digest.claim}, which binds the ${digest.of}, is missing.`,
        value: 'missing',
      };
    }
    if (!crypto.equal(utf8(withoutPadding(received)), utf8(withoutPadding(wanted ?? '')))) {
      const what = digest.of === 'body' ? 'body' : 'URL';
      return {
        text: `The token was made for another ${what}: the claim ${digest.claim} holds another digest.`,
        value: received,
      };
    }
  }
  return null;
}

const seconds = (claim: unknown): number | undefined =>
  typeof claim === 'number' && Number.isFinite(claim) ? claim : undefined;

interface Times {
  ageSeconds?: number;
  problem?: { code: 'timestamp_too_old' | 'timestamp_in_future' | 'timestamp_missing'; text: string };
}

function checkTimes(scheme: JwtScheme, claims: JsonObject, nowMs: number): Times {
  const now = Math.floor(nowMs / 1000);
  const { leewaySeconds, toleranceSeconds } = scheme;
  const [exp, nbf, iat] = [seconds(claims.exp), seconds(claims.nbf), seconds(claims.iat)];
  const age = iat ?? nbf;
  const times: Times = age === undefined ? {} : { ageSeconds: now - age };
  if (exp !== undefined && now >= exp + leewaySeconds) {
    const text = `The token expired ${spanText(now - exp)} ago.`;
    return { ...times, problem: { code: 'timestamp_too_old', text } };
  }
  if (nbf !== undefined && now < nbf - leewaySeconds) {
    const text = `The token is valid only in ${spanText(nbf - now)}. One of the two clocks is wrong.`;
    return { ...times, problem: { code: 'timestamp_in_future', text } };
  }
  if (toleranceSeconds === null) return times;
  if (iat === undefined) {
    return { ...times, problem: { code: 'timestamp_missing', text: 'The token lacks the claim iat.' } };
  }
  const allowed = toleranceSeconds + leewaySeconds;
  if (now - iat > allowed) {
    const text = `The token is too old: ${spanText(now - iat)}. ${spanText(toleranceSeconds)} are allowed.`;
    return { ...times, problem: { code: 'timestamp_too_old', text } };
  }
  if (iat - now > allowed) {
    const text = `The token was made ${spanText(iat - now)} in the future. One of the two clocks is wrong.`;
    return { ...times, problem: { code: 'timestamp_in_future', text } };
  }
  return times;
}

/** Where the token stands, and what is there; null where it is missing. */
function tokenOf(scheme: JwtScheme, request: SignedRequest): { place: string; value: string | null } {
  if (scheme.at.in === 'body') return { place: 'the body', value: lossyText(request.body).trim() || null };
  return {
    place: `the header ${scheme.at.name}`,
    value: findHeader(request.rawHeaders, scheme.at.name) ?? null,
  };
}

interface Match {
  secret?: string;
  problem?: string;
}

/** The secret that made the token; a problem where none of them can be read as a key. */
function matchingSecret(scheme: JwtScheme, jws: Jws, secrets: readonly string[], crypto: Crypto): Match {
  const problems: string[] = [];
  for (const secret of secrets) {
    const result = jwsHolds(jws, scheme.algorithm, secret, scheme.key, crypto);
    if (result === true) return { secret };
    if (typeof result === 'object') problems.push(result.problem);
  }
  const [problem] = problems;
  return problem !== undefined && problems.length === secrets.length ? { problem } : {};
}

/** Checks a JSON Web Token: its own signature, then the claims that bind it to this request, then its times. */
export function verifyJwt(
  scheme: JwtScheme,
  request: SignedRequest,
  secrets: readonly string[],
  context: { crypto: Crypto; nowMs: number },
): Verdict {
  const { crypto } = context;
  const list = new Checklist();
  const { place, value } = tokenOf(scheme, request);
  list.pass('scheme', `A JSON Web Token, signed with ${scheme.algorithm}, in ${place}.`);
  if (value === null) {
    return list.fail('header', 'signature_missing', `The token is missing: it belongs in ${place}.`);
  }
  const token = scheme.at.in === 'body' ? value : unwrap(scheme.at.format, 'jwt', value);
  const jws = token === null ? null : parseJws(token.trim());
  const claims = jws && parseObject(jws.payload);
  const received = value.slice(0, 300);
  if (!jws || !claims) {
    const text = `What stands in ${place} is not a JSON Web Token.`;
    return list.fail('header', 'signature_malformed', text, { value: received, received });
  }
  if (jws.header.alg !== scheme.algorithm) {
    const text = `The token is signed with ${String(jws.header.alg).slice(0, 40)}; ${scheme.algorithm} is expected.`;
    return list.fail('header', 'signature_malformed', text, { received });
  }
  list.pass('header', `The token in ${place} can be read.`, received);

  const [first] = secrets;
  if (first === undefined) {
    return list.fail('secret', 'secret_missing', 'There is no secret to check with.', { received });
  }
  const match = matchingSecret(scheme, jws, secrets, crypto);
  if (match.problem !== undefined)
    return list.fail('secret', 'secret_malformed', match.problem, { received });
  const secretFingerprint = fingerprintOf(match.secret ?? first, crypto);
  list.pass('secret', `The key fits ${scheme.algorithm}.`, secretFingerprint);
  const times = checkTimes(scheme, claims, context.nowMs);
  const facts = {
    received,
    secretFingerprint,
    ...(times.ageSeconds === undefined ? {} : { ageSeconds: times.ageSeconds }),
  };
  if (match.secret === undefined) {
    const text = "Not genuine with this secret: the token's signature does not match.";
    return list.fail('signature', 'no_matching_signature', text, facts);
  }
  list.pass('signature', "The token's signature matches.");
  const problem = claimProblem(scheme, claims, request, crypto);
  if (problem) return list.fail('claims', 'claim_mismatch', problem.text, { ...facts, value: problem.value });
  list.pass('claims', 'The claims fit this request.', Object.keys(claims).join(', ').slice(0, 300));
  if (times.problem) return list.fail('timestamp', times.problem.code, times.problem.text, facts);
  list.pass('timestamp', 'The token is valid now.');
  return list.genuine('Genuine: the token is signed with this secret and was made for this request.', facts);
}
