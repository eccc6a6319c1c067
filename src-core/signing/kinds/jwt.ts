import type { Crypto } from '../../bytes/crypto.ts';
import { utf8Text } from '../../bytes/encoding.ts';
import { findHeader, type SignedRequest } from '../../http/request.ts';
import { knownFields } from '../schemes/fields.ts';
import type { JwtScheme } from '../schemes/jwt-scheme.ts';
import { fingerprintOf } from '../schemes/key.ts';
import { secretsFor } from '../schemes/key-ids.ts';
import { unwrap } from '../schemes/value-format.ts';
import { Checklist } from '../verify/checklist.ts';
import type { Binding, Verdict } from '../verify/verdict.ts';
import type { VerifyContext } from '../verify/verify-context.ts';
import { isUnreadable, type Jws, jwsHolds, parseJws, strictObject } from './jws.ts';
import { bindingOf, type ClaimScope, checkTimes, claimProblem, claimText } from './jwt-claims.ts';

/** Where the token stands, and what is there; null where it is missing. */
function tokenOf(scheme: JwtScheme, request: SignedRequest): { place: string; value: string | null } {
  if (scheme.at.in === 'body') return { place: 'the body', value: utf8Text(request.body)?.trim() || null };
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

/** Parameters of the token's header that have to be others, as a sentence. */
function headerProblem(scheme: JwtScheme, jws: Jws, scope: ClaimScope): string | null {
  if (jws.header.alg !== scheme.algorithm) {
    const stated = typeof jws.header.alg === 'string' ? jws.header.alg.slice(0, 40) : 'nothing that is known';
    return `The token is signed with ${stated}; ${scheme.algorithm} is expected.`;
  }
  for (const [name, template] of Object.entries(scheme.header ?? {})) {
    const wanted = claimText(template, scope);
    if (wanted !== null && jws.header[name] !== wanted) {
      return `The token's header parameter ${name} is not ${wanted}.`;
    }
  }
  return null;
}

const listed = (parts: readonly string[]): string => parts.join(' or ');

/** What it means that the token holds: never more than it binds. */
function genuineText({ covered, open }: Binding): string {
  const parts = covered.filter((part) => part.startsWith('the '));
  const said = covered.filter((part) => !part.startsWith('the '));
  const says = said.length === 0 ? '' : ` It says ${said.join(', ')}.`;
  const binds = parts.length === 0 ? '' : ` and binds ${parts.join(' and ')}`;
  const leaves =
    open.length === 0
      ? ''
      : ` It does not bind ${listed(open)}: whoever holds it could send ${open.includes('the body') ? 'another one' : 'it elsewhere'} with it.`;
  return `Genuine: the token is signed with this secret${binds}.${says}${leaves}`;
}

/** Checks a JSON Web Token: its own signature, then what it claims and for how long. */
export function verifyJwt(
  scheme: JwtScheme,
  request: SignedRequest,
  secrets: readonly string[],
  context: VerifyContext,
): Verdict {
  const { crypto } = context;
  const scope = { request, crypto, fields: knownFields(scheme, context.fields) };
  const list = new Checklist();
  const { place, value } = tokenOf(scheme, request);
  list.pass('scheme', `A JSON Web Token, signed with ${scheme.algorithm}, in ${place}.`);
  if (value === null) {
    return list.fail('header', 'signature_missing', `The token is missing: it belongs in ${place}.`);
  }
  const received = value.slice(0, 300);
  const malformed = (problem: string) =>
    list.fail(
      'header',
      'signature_malformed',
      `What stands in ${place} is not a JSON Web Token to believe. ${problem}`,
      {
        value: received,
        received,
      },
    );
  const token = scheme.at.in === 'body' ? value : unwrap(scheme.at.format, 'jwt', value);
  if (token === null)
    return malformed(`It does not have the form ${scheme.at.in === 'body' ? '' : scheme.at.format}.`);
  const jws = parseJws(token.trim());
  if (isUnreadable(jws)) return malformed(jws.problem);
  const claims = strictObject(jws.payload, 'claims');
  if (isUnreadable(claims)) return malformed(claims.problem);
  const problem = headerProblem(scheme, jws, scope);
  if (problem !== null) return list.fail('header', 'signature_malformed', problem, { received });
  list.pass('header', `The token in ${place} can be read.`, received);

  const [first] = secrets;
  if (first === undefined) {
    return list.fail('secret', 'secret_missing', 'There is no secret to check with.', { received });
  }
  const keyId = typeof jws.header.kid === 'string' ? jws.header.kid : undefined;
  const keys = secretsFor(secrets, keyId, scheme.secretByKeyId);
  if (keys.length === 0) {
    const text = `None of the secrets is for the key id ${keyId === undefined ? 'that the token does not name' : JSON.stringify(keyId.slice(0, 100))}.`;
    return list.fail('secret', 'no_matching_signature', text, { received });
  }
  const match = matchingSecret(scheme, jws, keys, crypto);
  if (match.problem !== undefined)
    return list.fail('secret', 'secret_malformed', match.problem, { received });
  const secretFingerprint = fingerprintOf(match.secret ?? keys[0] ?? first, crypto);
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
  const mismatch = claimProblem(scheme, claims, scope);
  if (mismatch) return list.fail('claims', mismatch.code, mismatch.text, { ...facts, value: mismatch.value });
  list.pass('claims', 'The claims fit this request.', Object.keys(claims).join(', ').slice(0, 300));
  if (times.problem) {
    const { code, text, value: shown } = times.problem;
    return list.fail('timestamp', code, text, { ...facts, ...(shown === undefined ? {} : { value: shown }) });
  }
  list.pass('timestamp', 'The token is valid now.');
  const binding = bindingOf(scheme, claims);
  return list.genuine(genuineText(binding), { ...facts, binding });
}
