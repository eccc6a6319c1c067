import type { Crypto } from '#core/bytes/crypto.ts';
import type { VerdictMark } from '#core/delivery/delivery.ts';
import type { Enforce } from '#core/delivery/endpoint.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { SignedRequest } from '#core/http/request.ts';
import type { Provider } from '#core/providers/provider.ts';
import { locate } from '#core/signing/schemes/locate.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import type { Verdict, VerdictCode } from '#core/signing/verify/verdict.ts';
import { verify } from '#core/signing/verify/verify.ts';
import type { EngineParts } from '../engine.ts';
import type { EndpointRow } from '../history/endpoints-repo.ts';

export interface CheckedSignature {
  verdict: Verdict;
  /** Secrets that the endpoint accepts now, newest first. */
  secrets: readonly string[];
  /** Why its secrets could not be read; null where they could. */
  vaultProblem: string | null;
}

/** Where there was nothing to check, or nothing to check with. */
const uncheckable = new Set<VerdictCode>(['unsigned_scheme', 'secret_missing', 'signature_missing']);

/** An endpoint's own scheme, else its provider's: the main one and those told apart from it by their headers. */
function schemesOf({ scheme }: EndpointRow, provider: Provider): [Scheme, ...Scheme[]] {
  if (scheme) return [scheme];
  return [provider.scheme, ...provider.alternatives.map((alternative) => alternative.scheme)];
}

/** Verdicts on a request that lacks its signature: by the scheme alone, so that senders who don't sign cost no more. */
const verdictsOnNone = new WeakMap<Scheme, Verdict>();

const lacksSignature = (scheme: Scheme, request: SignedRequest): boolean =>
  scheme.kind === 'hmac' && locate(scheme.signature.at, request) === undefined;

function check(
  scheme: Scheme,
  request: SignedRequest,
  secrets: readonly string[],
  context: { crypto: Crypto; nowMs: number },
): Verdict {
  const isUnsigned = lacksSignature(scheme, request);
  const known = isUnsigned ? verdictsOnNone.get(scheme) : undefined;
  if (known) return known;
  const verdict = verify(scheme, request, secrets, context);
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
  let vaultProblem: string | null = null;
  try {
    secrets = vault.accepted(endpoint.webhookId, nowMs);
  } catch (error) {
    if (!(error instanceof TackleboxError)) throw error;
    vaultProblem = error.message;
  }
  const by = (scheme: Scheme) => check(scheme, request, secrets, { crypto, nowMs });
  const [main, ...others] = schemesOf(endpoint, provider);
  const verdict = by(main);
  if (verdict.code !== 'signature_missing' || others.length === 0) return { verdict, secrets, vaultProblem };
  const other = others.map(by).find(({ code }) => !uncheckable.has(code));
  return { verdict: other ?? verdict, secrets, vaultProblem };
}

/** What a list shows of a verdict. */
export function verdictMark({ ok, code }: Verdict): VerdictMark {
  if (ok) return 'verified';
  return uncheckable.has(code) ? 'unverified' : 'failed';
}

/** Whether an endpoint turns a request with this verdict away. */
export function isRefused(enforce: Enforce, { ok, code }: Verdict): boolean {
  if (ok || code === 'unsigned_scheme' || enforce === 'never') return false;
  return enforce === 'always' || !uncheckable.has(code);
}
