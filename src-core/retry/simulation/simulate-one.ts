import { chooseRule } from '../choose-behaviour.ts';
import { memberSeed, seededRandom } from '../seeded-random.ts';
import { waitAfterMs } from '../wait.ts';
import { checkPolicyEnds, compileScenario, givenUp, succeeded } from './compile.ts';
import {
  type SimulatedAttempt,
  type SimulatedDelivery,
  type Simulation,
  simulationLimits,
} from './simulation.ts';

/** Where in a run of many this delivery stands: its place decides its chance and its arrival. */
export interface Member {
  index: number;
  arrivalMs: number;
}

/**
 * Plays one delivery in virtual time, attempt by attempt. The same policy, scenario, seed and member give the same
 * attempts, here and in a run of many.
 */
export function simulateOne(
  simulation: Simulation,
  member: Member = { index: 0, arrivalMs: 0 },
): SimulatedDelivery {
  const { policy, scenario } = simulation;
  checkPolicyEnds(policy);
  const { outcomes, otherwise } = compileScenario(policy, scenario, simulation.receiver);
  const random = seededRandom(memberSeed(simulation.seed, member.index));
  const maxAttempts = Math.min(
    policy.maxAttempts ?? Number.POSITIVE_INFINITY,
    simulationLimits.attemptsPerDelivery,
  );
  const lastStartMs =
    policy.horizonMs === null ? Number.POSITIVE_INFINITY : member.arrivalMs + policy.horizonMs;
  const attempts: SimulatedAttempt[] = [];
  const end = (result: SimulatedDelivery['result'], reason: string | null): SimulatedDelivery => ({
    result,
    reason,
    attempts,
    totalMs: (attempts.at(-1)?.endMs ?? member.arrivalMs) - member.arrivalMs,
  });

  let startMs = member.arrivalMs;
  let previousMs: number | null = null;
  for (let number = 1; ; number++) {
    const outcome =
      outcomes[chooseRule(scenario, { attempt: number, elapsedMs: startMs, random })] ?? otherwise;
    const endMs = startMs + outcome.played.endsAfterMs;
    const attempt: SimulatedAttempt = {
      number,
      startMs,
      endMs,
      behaviour: outcome.behaviour,
      status: outcome.played.status,
      failed: outcome.played.failed,
      waitMs: null,
    };
    attempts.push(attempt);
    if (outcome.verdict === succeeded) return end('succeeded', null);
    if (outcome.verdict === givenUp)
      return end('dead_letter', `The policy gives up on ${outcome.played.status}.`);
    if (number >= maxAttempts) return end('dead_letter', `All ${number} attempts are used up.`);
    const waitMs = waitAfterMs(policy, number, { previousMs, retryAfterMs: outcome.retryAfterMs, random });
    if (waitMs === null) return end('dead_letter', 'The list of waits has ended.');
    if (endMs + waitMs > lastStartMs)
      return end('dead_letter', 'The next attempt would begin past the horizon.');
    attempt.waitMs = waitMs;
    previousMs = waitMs;
    startMs = endMs + waitMs;
  }
}
