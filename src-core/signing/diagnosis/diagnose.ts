import type { Crypto } from '../../bytes/crypto.ts';
import type { SignedRequest } from '../../http/request.ts';
import type { Scheme } from '../schemes/scheme.ts';
import type { Diagnosis } from '../verify/verdict.ts';
import { check, type Situation, type Surroundings, signatureHolds } from './mistake.ts';
import { type Search, search } from './search.ts';
import { suspect } from './suspicions.ts';
import { misreadUnit } from './timestamp-mistakes.ts';

export interface DiagnoseContext {
  crypto: Crypto;
  nowMs: number;
  /** Secrets that are at hand besides, with labels that may be shown. */
  otherSecrets?: readonly { label: string; secret: string }[];
  otherSchemes?: readonly { label: string; scheme: Scheme }[];
  /** Needs `clock`. */
  budgetMs?: number;
  /** Milliseconds from any start. Without one nothing is timed. */
  clock?: () => number;
  signal?: AbortSignal;
  /** Tacklebox caught the request itself: its bytes are those of the wire. */
  isCaught?: boolean;
  /** Told now and then, at least `progressEveryMs` apart. Needs `clock`. */
  onProgress?: (progress: DiagnosisProgress) => void;
}

/** How far a search is. */
export interface DiagnosisProgress {
  tried: number;
  elapsedMs: number;
  /** What is being tried: "the secret", "the body", "two mistakes together". */
  trying: string;
}

const progressEveryMs = 100;

/** The scheme without a bound on age, so that a timestamp which is only looked at can't hide a signature that holds. */
const ageless = (scheme: Scheme): Scheme =>
  (scheme.kind === 'hmac' || scheme.kind === 'asymmetric') && scheme.timestamp
    ? { ...scheme, timestamp: { ...scheme.timestamp, toleranceSeconds: null } }
    : scheme;

/** Runs a search to its end, its budget or its abortion; `step` is called now and then with the time spent. */
function begin(
  scheme: Scheme,
  request: SignedRequest,
  secrets: readonly string[],
  context: DiagnoseContext,
): { steps: Iterable<void>; stopped: () => boolean; finish: (complete: boolean) => Diagnosis } {
  const {
    crypto,
    nowMs,
    otherSecrets = [],
    otherSchemes = [],
    budgetMs,
    clock,
    signal,
    isCaught = false,
  } = context;
  const around: Surroundings = { crypto, nowMs, otherSecrets, otherSchemes, isCaught };
  const actual: Situation = { scheme, request, secrets };
  const startedAt = clock?.() ?? 0;
  const elapsed = () => (clock?.() ?? 0) - startedAt;
  const verdict = check(actual, around);
  const result: Search = { causes: [], tried: 0, trying: '' };
  let toldAt = startedAt;
  const tell = (now: number) => {
    if (!context.onProgress || now - toldAt < progressEveryMs) return;
    toldAt = now;
    context.onProgress({ tried: result.tried, elapsedMs: now - startedAt, trying: result.trying });
  };
  const misread = signatureHolds(verdict) ? misreadUnit(actual, nowMs) : null;
  if (misread) result.causes.push(misread);
  const supposed = { ...actual, scheme: ageless(scheme) };
  const steps = signatureHolds(verdict)
    ? []
    : search(supposed, verdict.code === 'signature_missing', around, result);
  return {
    steps,
    stopped: () => {
      if (signal?.aborted === true) return true;
      if (!clock) return false;
      const now = clock();
      tell(now);
      return budgetMs !== undefined && now - startedAt > budgetMs;
    },
    finish: (complete) => ({
      causes: [
        ...result.causes,
        ...(result.causes.length === 0 && !verdict.ok ? suspect(actual, verdict, complete) : []),
      ],
      tried: result.tried,
      elapsedMs: elapsed(),
      complete,
    }),
  };
}

/**
 * Why a signature fails: tries every known mistake, then every two of them together, and reports the first that makes the
 * signature hold as proven. Where none does, it reports what merely looks like a cause. Bounded by `budgetMs`.
 */
export function diagnose(
  scheme: Scheme,
  request: SignedRequest,
  secrets: readonly string[],
  context: DiagnoseContext,
): Diagnosis {
  const { steps, stopped, finish } = begin(scheme, request, secrets, context);
  for (const _ of steps) if (stopped()) return finish(false);
  return finish(true);
}

/** How long others wait at most while a diagnosis runs beside them. */
const turnMs = 8;

/** The same, giving way every few milliseconds through `pause` (such as setImmediate). Needs a clock. */
export async function diagnoseInTurns(
  scheme: Scheme,
  request: SignedRequest,
  secrets: readonly string[],
  context: DiagnoseContext & { clock: () => number },
  pause: () => Promise<void>,
): Promise<Diagnosis> {
  const { steps, stopped, finish } = begin(scheme, request, secrets, context);
  let turnEndsAt = context.clock() + turnMs;
  for (const _ of steps) {
    if (stopped()) return finish(false);
    if (context.clock() > turnEndsAt) {
      await pause();
      turnEndsAt = context.clock() + turnMs;
    }
  }
  return finish(true);
}
