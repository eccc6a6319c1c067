import type { VerdictMark } from '#core/delivery/delivery.ts';
import type { Enforce, HandshakeValues } from '#core/delivery/endpoint.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { SignedRequest } from '#core/http/request.ts';
import { schemesFor } from '#core/providers/auth-methods.ts';
import type { Provider } from '#core/providers/provider.ts';
import { locate } from '#core/signing/schemes/locate.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import type { Verdict, VerdictCode } from '#core/signing/verify/verdict.ts';
import type { VerifyContext } from '#core/signing/verify/verify.ts';
import { verifyAny } from '#core/signing/verify/verify-any.ts';
import type { EngineParts } from '../engine.ts';
import type { EndpointRow } from '../history/endpoints-repo.ts';
import { openHandshake } from '../vault/handshake-secrets.ts';

export interface CheckedSignature {
  verdict: Verdict;
  /** Secrets that the endpoint accepts now, newest first. */
  secrets: readonly string[];
  /** Why its secrets could not be read; null where they could. */
  vaultProblem: string | null;
}

/** Where there was nothing to check, or nothing to check with. */
const uncheckable = new Set<VerdictCode>(['unsigned_scheme', 'secret_missing', 'signature_missing']);

/** Verdicts on a request that lacks its signature: by the scheme alone, so that senders who don't sign cost no more. */
const verdictsOnNone = new WeakMap<Scheme, Verdict>();

/** What stands in the body may be there and unreadable, which is another verdict: only headers are simply there or not. */
const lacksSignature = (scheme: Scheme, request: SignedRequest): boolean =>
  scheme.kind === 'hmac' &&
  scheme.signature.at.in === 'header' &&
  locate(scheme.signature.at, request) === undefined;

function check(
  schemes: readonly [Scheme, ...Scheme[]],
  request: SignedRequest,
  secrets: readonly string[],
  context: VerifyContext,
): Verdict {
  const [scheme] = schemes;
  const isUnsigned = schemes.length === 1 && lacksSignature(scheme, request);
  const known = isUnsigned ? verdictsOnNone.get(scheme) : undefined;
  if (known) return known;
  const { verdict } = verifyAny(schemes, request, secrets, context);
  if (isUnsigned && verdict.code === 'signature_missing') verdictsOnNone.set(scheme, Object.freeze(verdict));
  return verdict;
}

/** Checks a request by its endpoint's scheme and secrets. */
export function checkSignature(
  { vault, crypto }: Pick<EngineParts, 'vault' | 'crypto'>,
  endpoint: EndpointRow,
  provider: Provider,
  request: SignedRequest,
  nowMs: number,
): CheckedSignature {
  let secrets: string[] = [];
  let fields: HandshakeValues = {};
  let vaultProblem: string | null = null;
  try {
    secrets = vault.accepted(endpoint.webhookId, nowMs);
    fields = openHandshake(vault, endpoint.handshake);
  } catch (error) {
    if (!(error instanceof TackleboxError)) throw error;
    vaultProblem = error.message;
  }
  const schemes = schemesFor(provider, endpoint);
  const context = { crypto, nowMs, fields };
  const verdict = check(schemes, request, secrets, context);
  return { verdict, secrets, vaultProblem };
}

/** What a list shows of a verdict. */
export function verdictMark({ ok, code }: Verdict): VerdictMark {
  if (ok) return 'verified';
  return uncheckable.has(code) ? 'unverified' : 'failed';
}

/** Whether an endpoint turns a request with this verdict away. */
export function isRejected(enforce: Enforce, { ok, code }: Verdict): boolean {
  if (ok || code === 'unsigned_scheme' || enforce === 'never') return false;
  return enforce === 'always' || !uncheckable.has(code);
}
