import { z } from 'zod';
import { causeOf, type MeasuredAttempt } from './measured-attempt.ts';

/** A span in which a target took nothing. */
export const MeasuredOutage = z.object({
  /** From the beginning of the span that was looked at: halfway between the last success and the first failure. */
  fromMs: z.number(),
  /** Halfway between the last failure and the first success. */
  untilMs: z.number(),
  /** How far the true beginning and end may be away, to either side: nothing was tried in between. */
  fromGivenOrTakenMs: z.number(),
  untilGivenOrTakenMs: z.number(),
  /** Attempts in it, all of them failed. */
  attempts: z.number().int(),
  /** True where it began before the span or was not over at its end. */
  beganBefore: z.boolean(),
  goesOn: z.boolean(),
  /** Why attempts failed, the commonest first. */
  causes: z.array(z.object({ cause: z.string(), count: z.number().int() })),
});
export type MeasuredOutage = z.infer<typeof MeasuredOutage>;

/** Attempts, by their places in the list: from `first`, and not `end` any more. */
interface Run {
  first: number;
  end: number;
}

const lengthOf = ({ first, end }: Run): number => end - first;

function failedRuns(attempts: readonly MeasuredAttempt[]): Run[] {
  const runs: Run[] = [];
  let first = -1;
  for (let at = 0; at <= attempts.length; at++) {
    const failed = attempts[at]?.succeeded === false;
    if (failed && first === -1) first = at;
    if (!failed && first !== -1) {
      runs.push({ first, end: at });
      first = -1;
    }
  }
  return runs;
}

/** Fewer failures in a row than this are no outage, however rare failures are otherwise. */
const leastFailures = 3;

/** An outage by mistake in so many histories like this one. */
const chanceOfMistake = 0.01;

/** The shortest run of failures that so many attempts, failing so often by chance, hardly ever have. */
function tellingLength(attempts: number, failureShare: number): number {
  if (failureShare >= 1) return leastFailures;
  const expected = Math.max(1, attempts * (1 - failureShare));
  if (failureShare === 0) return leastFailures;
  return Math.max(leastFailures, Math.ceil(Math.log(chanceOfMistake / expected) / Math.log(failureShare)));
}

/**
 * Runs of failures that are longer than chance explains, given how often attempts fail outside of them: what fails half of the
 * time has five failures in a row every minute and is not down.
 */
function telling(attempts: readonly MeasuredAttempt[]): Run[] {
  const runs = failedRuns(attempts);
  const failures = runs.reduce((sum, run) => sum + lengthOf(run), 0);
  let chosen: Run[] = [];
  // The longest first: each one taken out lowers what chance can explain of the rest.
  for (const run of runs.toSorted((a, b) => lengthOf(b) - lengthOf(a))) {
    const inside = chosen.reduce((sum, one) => sum + lengthOf(one), lengthOf(run));
    const outside = attempts.length - inside;
    const share = outside === 0 ? 0 : (failures - inside) / outside;
    if (lengthOf(run) < tellingLength(attempts.length, share)) break;
    chosen = [...chosen, run];
  }
  return chosen.toSorted((a, b) => a.first - b.first);
}

function causesIn(attempts: readonly MeasuredAttempt[]): MeasuredOutage['causes'] {
  const counts = new Map<string, number>();
  for (const attempt of attempts) counts.set(causeOf(attempt), (counts.get(causeOf(attempt)) ?? 0) + 1);
  return [...counts].map(([cause, count]) => ({ cause, count })).sort((a, b) => b.count - a.count);
}

/**
 * The outages in a target's history.
 *
 * @param attempts by the time they began
 * @param span the span that was looked at, in Unix time
 */
export function findOutages(
  attempts: readonly MeasuredAttempt[],
  { sinceMs, untilMs }: { sinceMs: number; untilMs: number },
): MeasuredOutage[] {
  return telling(attempts).map(({ first, end }) => {
    const before = attempts[first - 1];
    const after = attempts[end];
    const inside = attempts.slice(first, end);
    const firstMs = inside[0]?.startedAtMs ?? sinceMs;
    const lastMs = inside.at(-1)?.startedAtMs ?? untilMs;
    const earliestMs = before?.startedAtMs ?? sinceMs;
    const latestMs = after?.startedAtMs ?? untilMs;
    return {
      fromMs: before ? (earliestMs + firstMs) / 2 - sinceMs : 0,
      untilMs: after ? (lastMs + latestMs) / 2 - sinceMs : untilMs - sinceMs,
      fromGivenOrTakenMs: before ? (firstMs - earliestMs) / 2 : 0,
      untilGivenOrTakenMs: after ? (latestMs - lastMs) / 2 : 0,
      attempts: inside.length,
      beganBefore: !before,
      goesOn: !after,
      causes: causesIn(inside),
    };
  });
}
