import { arrivalsOf, checkAttemptBudget } from './run.ts';
import { simulateOne } from './simulate-one.ts';
import type { Simulation } from './simulation.ts';

/** So many deliveries of the run are played beforehand; without chance and times in the scenario all are alike. */
const samples = 64;

/** What deliveries of a run make on average, by a few of them. */
function averageAttempts(simulation: Simulation): number {
  const { count, atMs } = arrivalsOf(simulation);
  const taken = Math.min(samples, count);
  let attempts = 0;
  for (let sample = 0; sample < taken; sample++) {
    const index = Math.floor((sample / taken) * count);
    attempts += simulateOne(simulation, { index, arrivalMs: atMs(index) }).attempts.length;
  }
  return attempts / taken;
}

/** The same run at a receiver that turns every attempt away: no bound of its own makes for more attempts than that. */
function turnedAway({ receiver, ...simulation }: Simulation): Simulation {
  const headers: [string, string][] =
    receiver.retryAfterSeconds === undefined ? [] : [['Retry-After', String(receiver.retryAfterSeconds)]];
  const otherwise = {
    do: 'respond' as const,
    status: receiver.overloadStatus,
    headers,
    body: '',
    delayMs: 0,
  };
  return { ...simulation, receiver: { ...receiver, latencyMs: 0 }, scenario: { rules: [], otherwise } };
}

/**
 * About how many attempts a run will make. Throws policy_invalid where that is more than a run may make, or where a receiver with
 * bounds could turn so many away that it would be: before any work, not after half a minute of it.
 */
export function checkBudget(simulation: Simulation): number {
  const { count } = arrivalsOf(simulation);
  const expected = Math.round(averageAttempts(simulation) * count);
  checkAttemptBudget(expected);
  const { receiver } = simulation;
  if (receiver.concurrency !== undefined || receiver.perSecond !== undefined)
    checkAttemptBudget(Math.round(averageAttempts(turnedAway(simulation)) * count));
  return expected;
}
