import { RetryPolicy } from '../policy.ts';
import type { Goals } from './goals.ts';

/** A policy of the family that is searched: growing waits up to a cap, with or without chance. */
export interface Candidate {
  baseMs: number;
  factor: number;
  capMs: number;
  attempts: number;
  jitter: RetryPolicy['jitter'];
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Numbers that people put into a configuration. */
const bases = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900].map((s) => s * second);
const factors = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5];
const caps = [0.5, 1, 2, 3, 5, 7, 8, 9, 10, 12, 15, 20, 30, 45, 60, 90, 120, 240, 360, 720].map(
  (m) => m * minute,
);
const jitters: Candidate['jitter'][] = [
  { kind: 'none' },
  { kind: 'full' },
  { kind: 'equal' },
  { kind: 'spread', ratio: 0.2 },
  { kind: 'spread', ratio: 0.5 },
  { kind: 'decorrelated' },
];

/** Of the scheduled wait, how much is waited on average: how far a schedule with chance in it reaches. */
function meanShare({ jitter }: Pick<Candidate, 'jitter'>): number {
  switch (jitter.kind) {
    case 'full':
      return 0.5;
    case 'equal':
      return 0.75;
    case 'decorrelated':
      return 0.6;
    default:
      return 1;
  }
}

/** Attempts until the waits together last as long as the outage, on average. */
function attemptsToReach(
  { baseMs, factor, capMs, jitter }: Omit<Candidate, 'attempts'>,
  outageMs: number,
): number {
  const share = meanShare({ jitter });
  let reachedMs = 0;
  let waitMs = Math.min(baseMs, capMs);
  for (let attempts = 1; ; attempts++) {
    if (reachedMs >= outageMs) return attempts;
    if (attempts > 100_000) return Number.POSITIVE_INFINITY;
    reachedMs += waitMs * share;
    waitMs = Math.min(waitMs * factor, capMs);
  }
}

/** More attempts than reach the outage's end on average, by so much: chance may draw short waits. */
const reserves = [1, 1.05, 1.1, 1.2, 1.35, 1.5, 2];

type Random = () => number;

const pick = <T>(from: readonly [T, ...T[]] | readonly T[], random: Random, fallback: T): T =>
  from[Math.floor(random() * from.length)] ?? fallback;

/** The one beside it in a list, either way. */
function beside<T>(list: readonly T[], value: T, random: Random): T {
  const at = list.indexOf(value);
  return list[at + (random() < 0.5 ? -1 : 1)] ?? value;
}

/** With as many attempts as the outage asks for; null where that is more than allowed. */
function reaching(
  shape: Omit<Candidate, 'attempts'>,
  { outageMs, maxAttempts }: Goals,
  random: Random,
): Candidate | null {
  const needed = attemptsToReach(shape, outageMs);
  if (needed > maxAttempts * 1.2) return null;
  const reserve = pick(reserves, random, 1);
  const attempts = Math.max(2, Math.min(maxAttempts, Math.ceil(needed * reserve)));
  // Waits that begin at the cap do not grow, whatever the factor.
  const factor = shape.baseMs >= shape.capMs ? 1 : shape.factor;
  return { ...shape, factor, capMs: factor === 1 ? shape.baseMs : shape.capMs, attempts };
}

const tries = 200;

/** A candidate from anywhere. */
export function anyCandidate(goals: Goals, random: Random): Candidate {
  const usable = caps.filter((capMs) => capMs <= Math.max(minute, goals.outageMs * 2));
  for (let tried = 0; tried < tries; tried++) {
    const capMs = pick(usable, random, hour);
    const baseMs = pick(
      bases.filter((ms) => ms <= capMs),
      random,
      second,
    );
    const shape = {
      baseMs,
      factor: pick(factors, random, 2),
      capMs,
      jitter: pick(jitters, random, { kind: 'full' }),
    };
    const candidate = reaching(shape, goals, random);
    if (candidate) return candidate;
  }
  // Where hardly any schedule reaches so far: waits as long as it takes.
  const waitMs = Math.ceil(goals.outageMs / Math.max(1, goals.maxAttempts - 1));
  return { baseMs: waitMs, factor: 1, capMs: waitMs, attempts: goals.maxAttempts, jitter: { kind: 'equal' } };
}

/** A candidate that differs from another in a thing or two. */
export function neighbour(of: Candidate, goals: Goals, random: Random): Candidate {
  for (let tried = 0; tried < tries; tried++) {
    const shape = { ...of };
    const changes = 1 + Math.floor(random() * 2);
    for (let change = 0; change < changes; change++) {
      const which = Math.floor(random() * 4);
      if (which === 0) shape.baseMs = beside(bases, shape.baseMs, random);
      else if (which === 1) shape.factor = beside(factors, shape.factor, random);
      else if (which === 2) shape.capMs = beside(caps, shape.capMs, random);
      else shape.jitter = pick(jitters, random, shape.jitter);
    }
    if (shape.baseMs > shape.capMs) continue;
    const candidate = reaching(shape, goals, random);
    if (candidate) return candidate;
  }
  return of;
}

/** Tells candidates apart. */
export const keyOf = ({ jitter, ...numbers }: Candidate): string =>
  `${Object.values(numbers).join(' ')} ${jitter.kind} ${jitter.kind === 'spread' ? jitter.ratio : ''}`;

export const policyOf = ({ baseMs, factor, capMs, attempts, jitter }: Candidate): RetryPolicy =>
  RetryPolicy.parse({
    maxAttempts: attempts,
    schedule:
      factor === 1
        ? { kind: 'linear', firstMs: baseMs, stepMs: 0 }
        : { kind: 'exponential', baseMs, factor, capMs },
    jitter,
  });
