import type { Crypto } from '../../bytes/crypto.ts';
import type { SignedRequest } from '../../http/request.ts';
import type { Scheme } from '../schemes/scheme.ts';
import type { Cause, Diagnosis, Verdict } from '../verify/verdict.ts';
import { situationChanges } from './byte-changes.ts';
import { isCutShort } from './encoding-mistakes.ts';
import { fix } from './fixes.ts';
import { knownMistakes } from './known-mistakes.ts';
import {
  check,
  type Mistake,
  type Situation,
  type Slot,
  type Supposition,
  type Surroundings,
  signatureHolds,
} from './mistake.ts';
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
}

interface Search {
  causes: Cause[];
  tried: number;
  complete: boolean;
}

/** Slots whose content a scheme may not have at all. */
function matters(slot: Slot, { scheme }: Situation): boolean {
  if (scheme.kind !== 'hmac' && scheme.kind !== 'asymmetric') return true;
  const contents = [scheme.signedContent, ...(scheme.alsoSigned ?? [])].join('');
  if (slot === 'url')
    return /\{(?:optional|lower:)?(?:[a-zA-Z]*[uU]rl|path|query|contentfulPath)/.test(contents);
  if (slot === 'body') return /body|json|form/i.test(contents);
  return true;
}

/** Slots in which two mistakes can be made at once. */
const isTwice = (slot: Slot) => slot === 'body' || slot === 'signature';

const withDetail = (title: string, detail: string | undefined) => title.replace('…', detail ?? '');

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

interface Made {
  mistake: Mistake;
  supposition: Supposition;
}

function causeOf(actual: Situation, made: readonly Made[], supposed: Situation): Cause {
  const [first, second] = made.map(({ mistake, supposition }) =>
    withDetail(mistake.title, supposition.detail),
  );
  const places = new Set<string>();
  const fixes = made
    .flatMap(({ mistake }) => mistake.fixes)
    .filter(({ where, text }) => !places.has(where + text) && places.add(where + text));
  return {
    id: made.map(({ mistake }) => mistake.id).join('+'),
    proven: true,
    title:
      second === undefined ? (first ?? '') : `Two things came together. ${first} And: ${lowerFirst(second)}`,
    explanation: made.map(({ mistake }) => withDetail(mistake.explanation, undefined)).join(' '),
    fixes: fixes.map((one) => ({ ...one })),
    changes: situationChanges(actual, supposed),
  };
}

const cutShort: Cause = {
  id: 'signature-cut-short',
  proven: true,
  title: 'The signature is right as far as it goes, but it was cut short.',
  explanation: 'What is there is the beginning of the expected signature. The rest of it is missing.',
  fixes: [fix('Anywhere', 'Look for a column, a log or a form that keeps only so many characters.')],
  changes: [],
};

/** Where a signature is missing, nothing else helps until one is found elsewhere. */
const findsSignature = (slot: Slot) => slot === 'signature' || slot === 'scheme';

/** Yields after each try, so that a caller can stop it or let others run. The first proven cause ends the search. */
function* search(actual: Situation, verdict: Verdict, around: Surroundings, result: Search): Generator<void> {
  if (isCutShort(verdict.received, verdict.expected)) {
    result.causes.push(cutShort);
    return;
  }
  const isMissing = verdict.code === 'signature_missing';
  const first = knownMistakes.filter(
    ({ slot }) => matters(slot, actual) && (!isMissing || findsSignature(slot)),
  );
  const singles: Made[] = [];
  for (const mistake of first) {
    for (const supposition of mistake.suppose(actual, around)) {
      const made = { mistake, supposition };
      result.tried++;
      if (signatureHolds(check(supposition.situation, around))) {
        result.causes.push(causeOf(actual, [made], supposition.situation));
        return;
      }
      if (!mistake.alone) singles.push(made);
      yield;
    }
  }
  yield* searchPairs(
    actual,
    singles,
    around,
    result,
    (a, b) => a.slot !== b.slot && (isMissing || isOrdered(a, b)),
  );
  if (result.causes.length > 0) return;
  yield* searchPairs(actual, singles, around, result, (a, b) => a.slot === b.slot && isTwice(a.slot));
}

function* searchPairs(
  actual: Situation,
  singles: readonly Made[],
  around: Surroundings,
  result: Search,
  canPair: (a: Mistake, b: Mistake) => boolean,
): Generator<void> {
  const seconds = knownMistakes.filter(({ slot, alone }) => !alone && matters(slot, actual));
  for (const first of singles) {
    for (const mistake of seconds) {
      if (!canPair(first.mistake, mistake)) continue;
      for (const supposition of mistake.suppose(first.supposition.situation, around)) {
        result.tried++;
        if (signatureHolds(check(supposition.situation, around))) {
          result.causes.push(causeOf(actual, [first, { mistake, supposition }], supposition.situation));
          return;
        }
        yield;
      }
    }
  }
}

/** Bodies are the dearest to make: in a pair they come first and are made once. */
const slotOrder: readonly Slot[] = [
  'body',
  'url',
  'content',
  'timestamp',
  'hash',
  'signature',
  'secret',
  'key',
  'scheme',
];
const isOrdered = (a: Mistake, b: Mistake) => slotOrder.indexOf(a.slot) <= slotOrder.indexOf(b.slot);

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
  const { crypto, nowMs, otherSecrets = [], otherSchemes = [], budgetMs, clock, signal } = context;
  const around: Surroundings = { crypto, nowMs, otherSecrets, otherSchemes };
  const actual: Situation = { scheme, request, secrets };
  const startedAt = clock?.() ?? 0;
  const elapsed = () => (clock?.() ?? 0) - startedAt;
  const verdict = check(actual, around);
  const result: Search = { causes: [], tried: 0, complete: true };
  const misread = signatureHolds(verdict) ? misreadUnit(actual, nowMs) : null;
  if (misread) result.causes.push(misread);
  const supposed = { ...actual, scheme: ageless(scheme) };
  const steps = signatureHolds(verdict) ? [] : search(supposed, verdict, around, result);
  return {
    steps,
    stopped: () => signal?.aborted === true || (budgetMs !== undefined && elapsed() > budgetMs),
    finish: (complete) => ({
      causes: [
        ...result.causes,
        ...(result.causes.length === 0 && !verdict.ok ? suspect(actual, verdict) : []),
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
