import { z } from 'zod';
import { formatDuration } from '../../numbers/duration.ts';
import { percent } from '../incident/incident-words.ts';
import { longestWaitMs } from '../longest-wait.ts';
import { RetryPolicy } from '../policy.ts';
import type { SimulationHooks } from '../simulation/run.ts';
import { simulateMany } from '../simulation/simulate-many.ts';
import { type SimulatedMany, Simulation, WatchedLoad } from '../simulation/simulation.ts';

/** An outage, and what waits when it ends. */
export const CapacityTask = z.object({
  policy: RetryPolicy,
  outageMs: z.number().positive().max(longestWaitMs),
  /** That come evenly over the outage. */
  deliveries: z.number().int().min(1).max(100_000),
  /** What the handler takes for one. */
  latencyMs: z.number().nonnegative().max(3_600_000),
  seed: z.number().int(),
});
export type CapacityTask = z.infer<typeof CapacityTask>;

/** How it goes where the receiver takes only so many a second. */
export const CapacityPoint = z.object({
  perSecond: z.number(),
  /** At a time, by Little's law: the rate times what one takes. */
  concurrency: z.number().int(),
  /** Attempts that were turned away for being too many. */
  turnedAway: z.number().int(),
  lost: z.number().int(),
  /** From the return until the last delivery succeeded; null where none did. */
  recoveredMs: z.number().nullable(),
});
export type CapacityPoint = z.infer<typeof CapacityPoint>;

export const Capacity = z.object({
  /** Deliveries that are still being tried when the receiver comes back. */
  waiting: z.number().int(),
  /** Given up before the receiver came back. */
  lostBefore: z.number().int(),
  /** What comes at a receiver that takes everything; its buckets begin with the return. */
  load: WatchedLoad,
  recoveredMs: z.number().nullable(),
  /** From a receiver that takes everything down to one that takes a twentieth of it. */
  curve: z.array(CapacityPoint),
  /** The least rate that loses no more than one that takes everything. */
  least: CapacityPoint,
  sentence: z.string(),
});
export type Capacity = z.infer<typeof Capacity>;

function play(task: CapacityTask, perSecond: number | null, hooks: SimulationHooks): SimulatedMany {
  const { policy, outageMs, deliveries, latencyMs, seed } = task;
  return simulateMany(
    Simulation.parse({
      policy,
      scenario: { rules: [{ time: { fromMs: 0, untilMs: outageMs }, behaviour: { do: 'refuse' } }] },
      seed,
      deliveries,
      arrivals: { overMs: outageMs },
      receiver: { latencyMs, ...(perSecond === null ? {} : { perSecond, overloadStatus: 503 }) },
      watchFromMs: outageMs,
    }),
    hooks,
  );
}

/** Points of the curve, each a constant factor below the one before. */
const points = 11;
const lowestShare = 0.05;

/** Attempts at a time at a rate, each taking so long: Little's law, and one at least. */
export const atATime = (perSecond: number, latencyMs: number): number =>
  Math.max(1, Math.ceil((perSecond * latencyMs) / 1000));

function sentenceOf({ outageMs, latencyMs }: CapacityTask, found: Omit<Capacity, 'sentence'>): string {
  const { load, waiting, lostBefore, recoveredMs, least } = found;
  if (waiting === 0)
    return `Nothing waits any more after an outage of ${formatDuration(outageMs)}: all ${lostBefore} deliveries were given up before.`;
  const lost =
    lostBefore === 0
      ? ''
      : ` ${lostBefore} were given up before (${percent(lostBefore / (lostBefore + waiting))}).`;
  const all = `After an outage of ${formatDuration(outageMs)} with ${waiting} deliveries waiting, bear ${load.peakPerSecond} requests a second and ${load.peakConcurrency} at a time (${formatDuration(latencyMs)} each): then nothing is turned away${recoveredMs === null ? '' : `, and the last is delivered ${formatDuration(recoveredMs)} after the return`}.`;
  const less =
    least.perSecond >= load.peakPerSecond || least.recoveredMs === null
      ? ''
      : ` A handler that takes ${Number(least.perSecond.toPrecision(2))} a second (${least.concurrency} at a time) still loses nothing more: it turns ${least.turnedAway} attempts away and is done after ${formatDuration(least.recoveredMs)}.`;
  return `${all}${less}${lost}`;
}

/** What a receiver has to bear when it comes back after an outage, and what becomes of one that bears less. */
export function capacityAfter(task: CapacityTask, hooks: SimulationHooks = {}): Capacity {
  const isCancelled = () => hooks.isCancelled?.() === true;
  const free = play(task, null, { isCancelled });
  const load = free.watched;
  if (!load) throw new Error('a simulation that watched nothing');
  const since = ({ watched }: SimulatedMany) =>
    watched?.lastSuccessMs == null ? null : watched.lastSuccessMs - task.outageMs;
  const curve = Array.from({ length: points }, (_, at): CapacityPoint => {
    hooks.onProgress?.(at / points);
    const perSecond = Math.max(1, load.peakPerSecond) * lowestShare ** (at / (points - 1));
    const many = play(task, perSecond, { isCancelled });
    return {
      perSecond,
      concurrency: atATime(perSecond, task.latencyMs),
      turnedAway: many.watched?.turnedAway ?? 0,
      lost: many.deadLetters,
      recoveredMs: since(many),
    };
  });
  const tooLittle = curve.findIndex(({ lost }) => lost > free.deadLetters);
  const least = curve[Math.max(0, (tooLittle === -1 ? curve.length : tooLittle) - 1)];
  if (!least) throw new Error('a curve without points');
  const found = {
    waiting: free.succeeded,
    lostBefore: free.deadLetters,
    load,
    recoveredMs: since(free),
    curve,
    least,
  };
  return { ...found, sentence: sentenceOf(task, found) };
}
