import type { Crypto } from '../../bytes/crypto.ts';
import { lossyText, utf8 } from '../../bytes/encoding.ts';
import { type SignedRequest, urlOf } from '../../http/request.ts';
import { spanText } from '../../numbers/duration.ts';
import { encodeSignature } from '../schemes/encodings.ts';
import type { JwtScheme } from '../schemes/jwt-scheme.ts';
import { evaluate, isWhole, joinPieces } from '../schemes/signed-content.ts';
import { parseTemplate } from '../schemes/template.ts';
import type { FieldValues } from '../schemes/terms.ts';
import type { Binding, VerdictCode } from '../verify/verdict.ts';
import type { JsonObject } from './jws.ts';

/** What claims are compared with. */
export interface ClaimScope {
  request: SignedRequest;
  crypto: Crypto;
  fields: FieldValues;
}

export interface ClaimProblem {
  code: VerdictCode;
  text: string;
  value?: string;
}

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

/** The text of a template with its parts filled in; null where a field that it reads has no value. */
export function claimText(text: string, { request, crypto, fields }: ClaimScope): string | null {
  const content = evaluate(parseTemplate(text), { crypto, request, fields });
  return isWhole(content) ? lossyText(joinPieces(content.pieces)) : null;
}

const shown = (value: unknown): string =>
  value === undefined ? 'missing' : JSON.stringify(value).slice(0, 300);

const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** `aud` may be a list (RFC 7519, 4.1.3): it names whoever is in it. */
const names = (claim: string, received: unknown, wanted: string): boolean =>
  received === wanted || (claim === 'aud' && Array.isArray(received) && received.includes(wanted));

function valueProblem(
  claim: string,
  wanted: JwtScheme['claims'][string],
  received: unknown,
  scope: ClaimScope,
): ClaimProblem | null {
  const code = 'claim_mismatch' as const;
  const missing = { code, text: `The claim ${claim} is missing.`, value: 'missing' };
  if (typeof wanted === 'number' || typeof wanted === 'boolean') {
    return received === wanted
      ? null
      : { code, text: `The claim ${claim} is not ${wanted}.`, value: shown(received) };
  }
  const texts = typeof wanted === 'string' ? [claimText(wanted, scope)] : wanted;
  if (texts.includes(null)) return isThere(received) ? null : missing;
  if (texts.some((text) => text !== null && names(claim, received, text))) return null;
  if (!isThere(received)) return missing;
  return { code, text: `The claim ${claim} is not ${texts.join(' or ')}.`, value: shown(received) };
}

const withoutPadding = (text: string) => text.replace(/={1,2}$/, '');

function digestProblem(
  digest: JwtScheme['digests'][number],
  received: unknown,
  { request, crypto }: ClaimScope,
): ClaimProblem | null {
  const code = 'claim_mismatch' as const;
  const wanted = digestClaim(digest, request, crypto);
  if (wanted === undefined && received === undefined) return null;
  const what = digest.of === 'body' ? 'body' : 'URL';
  if (typeof received !== 'string') {
    return {
      code,
      text: `The claim ${digest.claim}, which binds the ${what}, is ${received === undefined ? 'missing' : 'not a text'}.`,
      value: shown(received),
    };
  }
  return crypto.equal(utf8(withoutPadding(received)), utf8(withoutPadding(wanted ?? '')))
    ? null
    : {
        code,
        text: `The token was made for another ${what}: the claim ${digest.claim} holds another digest.`,
        value: received,
      };
}

/** The first claim that does not fit this request. */
export function claimProblem(scheme: JwtScheme, claims: JsonObject, scope: ClaimScope): ClaimProblem | null {
  for (const claim of scheme.requires) {
    if (isThere(claims[claim])) continue;
    const text = `The claim ${claim} is missing: the provider's documents demand that it is checked.`;
    return { code: 'claim_mismatch', text, value: shown(claims[claim]) };
  }
  for (const [claim, wanted] of Object.entries(scheme.claims)) {
    const problem = valueProblem(claim, wanted, claims[claim], scope);
    if (problem) return problem;
  }
  for (const digest of scheme.digests) {
    const problem = digestProblem(digest, claims[digest.claim], scope);
    if (problem) return problem;
  }
  return null;
}

export interface Times {
  ageSeconds?: number;
  problem?: ClaimProblem;
}

const timeClaims = ['exp', 'nbf', 'iat'] as const;

/** Ages of a token by its claims. One that is there and is no number is worse than none: it was meant to bound something. */
export function checkTimes(scheme: JwtScheme, claims: JsonObject, nowMs: number): Times {
  const strange = timeClaims.find((claim) => claims[claim] !== undefined && !Number.isFinite(claims[claim]));
  if (strange) {
    const text = `The claim ${strange} is not a number of seconds.`;
    return { problem: { code: 'timestamp_malformed', text, value: shown(claims[strange]) } };
  }
  const now = Math.floor(nowMs / 1000);
  const [exp, nbf, iat] = timeClaims.map((claim) => claims[claim] as number | undefined);
  const { leewaySeconds, toleranceSeconds } = scheme;
  const age = iat ?? nbf;
  const times: Times = age === undefined ? {} : { ageSeconds: now - age };
  const because = (code: VerdictCode, text: string): Times => ({ ...times, problem: { code, text } });
  if (exp !== undefined && now >= exp + leewaySeconds) {
    return because('timestamp_too_old', `The token expired ${spanText(now - exp)} ago.`);
  }
  if (nbf !== undefined && now < nbf - leewaySeconds) {
    const text = `The token is valid only in ${spanText(nbf - now)}. One of the two clocks is wrong.`;
    return because('timestamp_in_future', text);
  }
  if (toleranceSeconds === null) return times;
  if (iat === undefined) return because('timestamp_missing', 'The token lacks the claim iat.');
  const allowed = toleranceSeconds + leewaySeconds;
  if (now - iat > allowed) {
    const text = `The token is too old: ${spanText(now - iat)}. ${spanText(toleranceSeconds)} are allowed.`;
    return because('timestamp_too_old', text);
  }
  if (iat - now > allowed) {
    const text = `The token was made ${spanText(iat - now)} in the future. One of the two clocks is wrong.`;
    return because('timestamp_in_future', text);
  }
  return times;
}

/** Claims that say for whom, by whom and until when: shown, since they are all that such a token binds. */
const telling = ['iss', 'sub', 'aud', 'exp'] as const;

const told = (claim: string, value: unknown): string =>
  claim === 'exp' && typeof value === 'number'
    ? `exp ${new Date(Math.min(value * 1000, 8.64e15)).toISOString()}`
    : `${claim} ${typeof value === 'string' ? value.slice(0, 200) : shown(value)}`;

/** What a token that holds covers of its request, and what it leaves open. */
export function bindingOf(scheme: JwtScheme, claims: JsonObject): Binding {
  const digested = new Set(scheme.digests.map(({ of }) => of));
  const texts = Object.values(scheme.claims).filter((value) => typeof value === 'string');
  const covers = {
    'the body':
      scheme.at.in === 'body' || digested.has('body') || texts.some((text) => text.includes('{body')),
    'the address': digested.has('url') || texts.some((text) => text.includes('{url')),
  };
  const parts = Object.entries(covers);
  return {
    covered: [
      ...parts.flatMap(([part, isCovered]) => (isCovered ? [part] : [])),
      ...telling.flatMap((claim) => (isThere(claims[claim]) ? [told(claim, claims[claim])] : [])),
    ],
    open: parts.flatMap(([part, isCovered]) => (isCovered ? [] : [part])),
  };
}
