import type { Cause } from '../verify/verdict.ts';
import { searchOrder } from './known-mistakes.ts';
import { Merger } from './merge.ts';
import type { Mistake, Situation, Slot, Surroundings } from './mistake.ts';
import { Probe } from './probe.ts';
import { causeOf, type Made, slotOrder, wordsOf } from './proven-cause.ts';

export interface Search {
  causes: Cause[];
  tried: number;
  /** What is being tried, for a person who waits. */
  trying: string;
}

/** Slots whose content a scheme may not have at all. */
function matters(slot: Slot, { scheme }: Situation): boolean {
  if (scheme.kind !== 'hmac' && scheme.kind !== 'asymmetric') return true;
  if (slot === 'signature') return scheme.kind !== 'hmac';
  const contents = [scheme.signedContent, ...(scheme.alsoSigned ?? [])].join('');
  if (slot === 'url')
    return /\{(?:optional|lower:)?(?:[a-zA-Z]*[uU]rl|path|query|contentfulPath)/.test(contents);
  if (slot === 'body') return /body|json|form/i.test(contents) || scheme.bodyDigest !== undefined;
  return true;
}

/** Names of slots for a person who waits. */
const slotNames: Record<Slot, string> = {
  body: 'the body',
  url: 'the URL',
  content: 'the signed content',
  timestamp: 'the time',
  hash: 'the hash',
  signature: 'the signature’s text',
  secret: 'the secret',
  key: 'the key',
  scheme: 'other providers',
};

/** Where a signature is missing, nothing else helps until one is found elsewhere. */
const findsSignature = (slot: Slot) => slot === 'signature' || slot === 'scheme';

/** What the rarest mistakes are still tried together with. */
const coreIds =
  /^(?:body-newline-added|body-newline-removed|body-reprinted-(?:compact|2-spaces|javascript|python)|body-bom-added|body-lf-to-crlf|body-crlf-to-lf|secret-newline|secret-whitespace|secret-quoted|hash-other|content-body-only)$/;

/** Bytes of supposed bodies that are kept for trying two mistakes together. */
const keptLimitBytes = 67_108_864;
/** Suppositions kept of the commoner and of the rarer mistakes. */
const commonLimit = 700;
const lateLimit = 2500;
/** Of one family: the first ones are the likeliest. */
const familyLimit = 48;
const lateFamilyLimit = 900;

const isBody = ({ mistake }: Made) => mistake.slot === 'body';

class Kept {
  readonly common: Made[] = [];
  readonly late: Made[] = [];
  readonly core: Made[] = [];
  private readonly counts = new Map<Mistake, number>();
  private bytes = 0;
  private readonly actual: Situation;

  constructor(actual: Situation) {
    this.actual = actual;
  }

  add(made: Made): void {
    const { request } = made.supposition.situation;
    const cost = request.body === this.actual.request.body ? 0 : request.body.length;
    if (this.bytes + cost > keptLimitBytes) return;
    const id = made.supposition.words?.id ?? made.mistake.id;
    if (made.mistake.alone && !made.mistake.late) return;
    const list = made.mistake.late ? this.late : this.common;
    const count = (this.counts.get(made.mistake) ?? 0) + 1;
    this.counts.set(made.mistake, count);
    const [limit, ofFamily] = list === this.late ? [lateLimit, lateFamilyLimit] : [commonLimit, familyLimit];
    if (list.length >= limit || count > ofFamily) return;
    this.bytes += cost;
    list.push(made);
    if (list === this.common && coreIds.test(id) && this.core.length < 14) this.core.push(made);
  }
}

/** Yields after each try, so that a caller can stop it or let others run. The first proven cause ends the search. */
export function* search(
  actual: Situation,
  isMissing: boolean,
  around: Surroundings,
  result: Search,
): Generator<void> {
  const probe = new Probe(actual, around);
  const merger = new Merger(actual);
  const kept = new Kept(actual);
  const attempt = (made: readonly Made[], situation: Situation, closely: boolean): boolean => {
    result.tried++;
    const byVerifier = made.some(({ mistake }) => mistake.slot === 'scheme');
    const reading = probe.holds(situation, closely, byVerifier);
    if (!reading) return false;
    result.causes.push(causeOf(actual, made, situation, reading, around.isCaught === true));
    return true;
  };
  result.trying = 'the signature’s text';
  if (actual.scheme.kind === 'hmac' && attempt([], actual, true)) return;
  yield;
  const isHmac = actual.scheme.kind === 'hmac';
  const known = searchOrder.filter(
    ({ slot }) => matters(slot, actual) && (!isMissing || isHmac || findsSignature(slot)),
  );
  const isSmall = actual.request.body.length <= 65_536;
  const singly = function* (mistakes: readonly Mistake[]): Generator<void> {
    for (const mistake of mistakes) {
      result.trying = slotNames[mistake.slot];
      for (const supposition of withoutFailure(mistake.suppose(actual, around))) {
        const made = { mistake, supposition };
        if (attempt([made], supposition.situation, isSmall && !isRare(mistake))) return;
        if (mistake.slot !== 'scheme') kept.add(made);
        yield;
      }
    }
  };
  const both = function* (
    firsts: readonly Made[],
    seconds: readonly Made[],
    isOrdered: boolean,
  ): Generator<void> {
    for (const [first, second] of likeliestPairs(firsts, seconds)) {
      if (first.mistake.slot === second.mistake.slot) continue;
      if (isOrdered && slotOrder.indexOf(first.mistake.slot) > slotOrder.indexOf(second.mistake.slot))
        continue;
      const situation = merger.merge(first.supposition.situation, second.supposition.situation);
      if (!situation) continue;
      if (attempt([first, second], situation, false)) return;
      yield;
    }
  };
  const pairs = 'two mistakes together';
  const isFound = () => result.causes.length > 0;
  yield* singly(known.filter((mistake) => !isRare(mistake)));
  if (isFound()) return;
  result.trying = pairs;
  if (isHmac) yield* both(kept.core, kept.common, false);
  if (isFound()) return;
  // What arrived inside an envelope was often printed anew in there: likelier than anything rare.
  yield* twiceTheSame(actual, kept, around, result, attempt, likelyStarts);
  if (isFound()) return;
  yield* singly(known.filter(isRare));
  if (isFound()) return;
  result.trying = pairs;
  if (!isHmac) {
    yield* both(kept.core, kept.core, true);
    if (isFound()) return;
    yield* both(kept.common.filter(isCheap), kept.common.filter(isCheap), true);
  }
  if (isFound()) return;
  yield* twiceTheSame(actual, kept, around, result, attempt);
  if (isFound() || !isHmac) return;
  yield* both(kept.common, kept.common, true);
  if (isFound()) return;
  yield* both(kept.core, kept.late, false);
}

/** A family that a hostile request takes too far (a text too long to be made, a recursion too deep) ends; the others go on. */
function* withoutFailure<T>(suppositions: Iterable<T>): Generator<T> {
  try {
    yield* suppositions;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

const isRare = ({ late }: Mistake) => late === true;

/** How many of one list stand beside as many of the other before the next are taken. */
const blockSize = 48;

/** All pairs, those of two likely ones first: lists stand in the order of likelihood. */
function* likeliestPairs(firsts: readonly Made[], seconds: readonly Made[]): Generator<[Made, Made]> {
  const rows = Math.ceil(firsts.length / blockSize);
  const columns = Math.ceil(seconds.length / blockSize);
  for (let sum = 0; sum < rows + columns; sum++) {
    for (let row = Math.max(0, sum - columns + 1); row <= Math.min(sum, rows - 1); row++) {
      const column = sum - row;
      for (const first of firsts.slice(row * blockSize, (row + 1) * blockSize)) {
        for (const second of seconds.slice(column * blockSize, (column + 1) * blockSize))
          yield [first, second];
      }
    }
  }
}

/** Checks by a verifier cost a hundred times what a digest does: fewer pairs then. */
const isCheap = ({ supposition }: Made) =>
  supposition.words === undefined || supposition.detail !== undefined;

/** Bodies suffer twice: what was wrapped is unwrapped first, then all else is tried with what is inside. */
function* twiceTheSame(
  actual: Situation,
  kept: Kept,
  around: Surroundings,
  result: Search,
  attempt: (made: readonly Made[], situation: Situation, closely: boolean) => boolean,
  most = maxStarts,
): Generator<void> {
  const starts = kept.common
    .filter(isBody)
    .filter((made) => isWrapping(wordsOf(made).id))
    .slice(0, most);
  const seconds = searchOrder.filter(
    (mistake) => mistake.slot === 'body' && !isRare(mistake) && matters('body', actual),
  );
  const seen = new Set<string>();
  for (const first of [...starts, ...(most === maxStarts ? kept.core.filter(isBody) : [])]) {
    const isCore = !starts.includes(first);
    for (const mistake of isCore ? seconds.slice(0, plainCount) : seconds) {
      for (const supposition of withoutFailure(mistake.suppose(first.supposition.situation, around))) {
        const { body } = supposition.situation.request;
        const mark = `${body.length} ${body[0]} ${body.at(-1)} ${body[body.length >> 1]} ${mistake.id}`;
        if (body.length > 16 && seen.has(mark) && isCore) continue;
        seen.add(mark);
        if (attempt([first, { mistake, supposition }], supposition.situation, false)) return;
        yield;
      }
      if (result.causes.length > 0) return;
    }
  }
}

/** Those that are looked at before what is rare. */
const likelyStarts = 4;
/** Wrapped bodies whose insides are looked at anew. */
const maxStarts = 24;
/** The plainest body mistakes, which come on top of any other. */
const plainCount = 8;

/** What left another body inside, or took the outside of one away. */
const isWrapping = (id: string) =>
  /^body-(?:inside|base64|gzipped|compressed|chunked|stringified|form-name|percent|buffer|numbers|bom|utf16|entities|batch|member-only|xml|multipart|http|quoted|bytes)|^form-payload/.test(
    id,
  );
