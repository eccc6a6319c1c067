import type { SignedRequest } from '../../http/request.ts';
import type { Scheme } from '../schemes/scheme.ts';
import type { Verdict, VerdictCode } from './verdict.ts';
import { type VerifyContext, verify } from './verify.ts';

/** Whose verdict it is. */
export interface VerdictByScheme {
  scheme: Scheme;
  verdict: Verdict;
}

/**
 * How much a verdict that is not `genuine` knows of the request: a signature that holds and is refused for another reason
 * says more than one that does not hold, and that more than one whose form is another scheme's.
 */
const weights: Record<VerdictCode, number> = {
  genuine: 9,
  timestamp_too_old: 8,
  timestamp_in_future: 8,
  claim_mismatch: 7,
  certificate_untrusted: 7,
  no_matching_signature: 6,
  part_missing: 5,
  id_missing: 5,
  timestamp_missing: 5,
  timestamp_malformed: 5,
  signature_malformed: 4,
  secret_malformed: 3,
  secret_missing: 2,
  signature_missing: 1,
  unsigned_scheme: 0,
};

/**
 * Checks a request by each of several schemes, the likeliest first. One that finds it genuine wins, wherever it stands; else
 * the one that knows most of the request speaks, and of equals the first. Receiver, `verify` and diagnosis all ask here.
 */
export function verifyAny(
  schemes: readonly [Scheme, ...Scheme[]],
  request: SignedRequest,
  secrets: readonly string[],
  context: VerifyContext,
): VerdictByScheme {
  let [scheme] = schemes;
  let verdict = verify(scheme, request, secrets, context);
  for (const other of schemes.slice(1)) {
    if (verdict.ok) break;
    const second = verify(other, request, secrets, context);
    if (weights[second.code] > weights[verdict.code]) [scheme, verdict] = [other, second];
  }
  return { scheme, verdict };
}
