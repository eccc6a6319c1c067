import { z } from 'zod';
import { seededRandom } from '../../numbers/seeded-random.ts';
import { RetryPolicy } from '../policy.ts';
import type { SimulationHooks } from '../simulation/run.ts';
import { simulateMany } from '../simulation/simulate-many.ts';
import { Simulation } from '../simulation/simulation.ts';
import { anyCandidate, type Candidate, keyOf, neighbour, policyOf } from './candidates.ts';
import { explainAdvice, limitsOf } from './explain.ts';
import { Goals } from './goals.ts';

/** What to search with. */
export const AdviceTask = z.object({
  goals: Goals,
  /** That come evenly over the outage. */
  deliveries: z.number().int().min(1).max(100_000).default(10_000),
  candidates: z.number().int().min(1).max(5000).default(500),
  seed: z.number().int().default(1),
});
export type AdviceTask = z.infer<typeof AdviceTask>;

/** How a policy fares in the outage that the goals speak of. Smaller is better, all of them. */
export const Scores = z.object({
  lossShare: z.number(),
  /** The most attempts that began within any one second once the receiver was back. */
  peakPerSecond: z.number().int(),
  /** From the receiver's return until the last delivery succeeded. */
  recoveredMs: z.number(),
  attemptsPerDelivery: z.number(),
});
export type Scores = z.infer<typeof Scores>;

export const AdvisedPolicy = z.object({
  policy: RetryPolicy,
  scores: Scores,
  /** Whether it reaches every goal. */
  meetsGoals: z.boolean(),
  /** What it does and how it stands to each goal, as sentences. */
  explanation: z.array(z.string()),
});
export type AdvisedPolicy = z.infer<typeof AdvisedPolicy>;

export const Advice = z.object({
  goals: Goals,
  deliveries: z.number().int(),
  /** Policies that were played. */
  played: z.number().int(),
  /** The one to take: it reaches all goals, with chance in its waits and few attempts, or comes nearest to them. */
  chosen: AdvisedPolicy,
  /** Policies than which none is better in one thing and no worse in the others, the quickest to recover first. */
  front: z.array(AdvisedPolicy),
  /** The scores of all others, for a picture. */
  others: z.array(Scores),
  /** What no policy could change, as sentences. */
  limits: z.array(z.string()),
});
export type Advice = z.infer<typeof Advice>;

/** What a healthy answer takes; small against any wait. */
const latencyMs = 50;

/** Plays a policy through the outage of the goals. */
export function scoresOf(
  policy: RetryPolicy,
  { goals: { outageMs }, deliveries, seed }: Pick<AdviceTask, 'goals' | 'deliveries' | 'seed'>,
  hooks: SimulationHooks = {},
): Scores {
  const many = simulateMany(
    Simulation.parse({
      policy,
      scenario: { rules: [{ time: { fromMs: 0, untilMs: outageMs }, behaviour: { do: 'refuse' } }] },
      seed,
      deliveries,
      arrivals: { overMs: outageMs },
      receiver: { latencyMs },
      watchFromMs: outageMs,
    }),
    hooks,
  );
  return {
    lossShare: many.deadLetterRate,
    peakPerSecond: many.watched?.peakPerSecond ?? 0,
    recoveredMs: Math.max(0, (many.watched?.lastSuccessMs ?? outageMs) - outageMs),
    attemptsPerDelivery: many.attempts / many.deliveries,
  };
}

/** How far a policy is from its goals: 0 where it reaches all, else by how many times it misses them, added up. */
export function missesBy(goals: Goals, scores: Scores): number {
  const { maxLossShare, maxPerSecond, deliveredWithinMs } = goals;
  let missed = 0;
  if (maxLossShare !== undefined && scores.lossShare > 0 && scores.lossShare >= maxLossShare)
    missed += scores.lossShare / Math.max(maxLossShare, 0.0001);
  if (maxPerSecond !== undefined && scores.peakPerSecond > 0 && scores.peakPerSecond >= maxPerSecond)
    missed += scores.peakPerSecond / maxPerSecond;
  if (deliveredWithinMs !== undefined && scores.recoveredMs > deliveredWithinMs)
    missed += scores.recoveredMs / deliveredWithinMs;
  return missed;
}

const dimensions = ['lossShare', 'peakPerSecond', 'recoveredMs', 'attemptsPerDelivery'] as const;

/** Whether one is nowhere worse and somewhere better. */
export const dominates = (one: Scores, other: Scores): boolean =>
  dimensions.every((dimension) => one[dimension] <= other[dimension]) &&
  dimensions.some((dimension) => one[dimension] < other[dimension]);

interface Played {
  candidate: Candidate;
  scores: Scores;
  missed: number;
}

/** Numbers of attempts that lie within a tenth of each other are as good. */
const effort = ({ scores }: Played): number =>
  Math.round(Math.log(scores.attemptsPerDelivery) / Math.log(1.1));

/** In the outage that is played deliveries come evenly; in a real one they come in crowds, and without chance come back so. */
const isCrowding = ({ candidate }: Played): number => (candidate.jitter.kind === 'none' ? 1 : 0);

/** Reaching the goals comes first, then chance in the waits, few attempts, a calm return, and attempts in reserve. */
const better = (a: Played, b: Played): number =>
  a.missed - b.missed ||
  isCrowding(a) - isCrowding(b) ||
  effort(a) - effort(b) ||
  a.scores.peakPerSecond - b.scores.peakPerSecond ||
  b.candidate.attempts - a.candidate.attempts;

/** Of all candidates, those that come from anywhere; the others are sought beside the best so far. */
const broadShare = 0.5;

/** The best so far beside which is sought. */
const elite = 24;

/**
 * Searches for a policy that reaches the goals: half of the candidates from anywhere, the rest beside the best, each played with
 * all deliveries. The same task gives the same advice.
 */
export function advise(task: AdviceTask, hooks: SimulationHooks = {}): Advice {
  const { goals, deliveries, candidates, seed } = task;
  const random = seededRandom(seed);
  const played: Played[] = [];
  const known = new Set<string>();
  const next = (): Candidate => {
    if (played.length < candidates * broadShare) return anyCandidate(goals, random);
    const best = played.toSorted(better).slice(0, elite);
    const from = best[Math.floor(random() * best.length)];
    return from ? neighbour(from.candidate, goals, random) : anyCandidate(goals, random);
  };
  for (let tried = 0; played.length < candidates && tried < candidates * 20; tried++) {
    const candidate = next();
    const key = keyOf(candidate);
    if (known.has(key)) continue;
    known.add(key);
    hooks.onProgress?.(played.length);
    const isCancelled = () => hooks.isCancelled?.() === true;
    const scores = scoresOf(policyOf(candidate), task, { isCancelled });
    played.push({ candidate, scores, missed: missesBy(goals, scores) });
  }
  hooks.onProgress?.(candidates);
  const isBeaten = ({ scores }: Played) => played.some((other) => dominates(other.scores, scores));
  const advised = ({ candidate, scores, missed }: Played): AdvisedPolicy => ({
    policy: policyOf(candidate),
    scores,
    meetsGoals: missed === 0,
    explanation: explainAdvice(policyOf(candidate), scores, { goals, deliveries }),
  });
  const front = played.filter((one) => !isBeaten(one));
  const [chosen] = played.toSorted(better);
  if (!chosen) throw new Error('advice without a candidate');
  return {
    goals,
    deliveries,
    played: played.length,
    chosen: advised(chosen),
    front: front.toSorted((a, b) => a.scores.recoveredMs - b.scores.recoveredMs).map(advised),
    others: played.filter(isBeaten).map(({ scores }) => scores),
    limits: limitsOf(goals, deliveries),
  };
}
