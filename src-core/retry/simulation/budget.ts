import { arrivalsOf, checkAttemptBudget } from './run.ts';
import { simulateOne } from './simulate-one.ts';
import type { Simulation } from './simulation.ts';

/** So many deliveries of the run are played beforehand; without chance and times in the scenario all are alike. */
const samples = 16;

/**
 * About how many attempts a run will make, from a few of its deliveries. Throws policy_invalid where that is more than a run
 * may make: before any work, not after half a minute of it.
 */
export function checkBudget(simulation: Simulation): number {
  const { count, atMs } = arrivalsOf(simulation);
  const taken = Math.min(samples, count);
  let attempts = 0;
  for (let sample = 0; sample < taken; sample++) {
    const index = Math.floor((sample / taken) * count);
    attempts += simulateOne(simulation, { index, arrivalMs: atMs(index) }).attempts.length;
  }
  const expected = Math.round((attempts / taken) * count);
  checkAttemptBudget(expected);
  return expected;
}
