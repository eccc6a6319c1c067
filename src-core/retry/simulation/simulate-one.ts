import { memberSeed, seededRandom } from '../../numbers/seeded-random.ts';
import { chooseRule } from '../choose-behaviour.ts';
import { type AttemptResult, nextAttempt } from '../next-attempt.ts';
import { type CompiledOutcome, checkPolicyEnds, compileScenario } from './compile.ts';
import type { SimulatedAttempt, SimulatedDelivery, Simulation } from './simulation.ts';

/** Where in a run of many this delivery stands: its place decides its chance and its arrival. */
export interface Member {
  index: number;
  arrivalMs: number;
}

function resultOf({ played, retryAfterMs }: CompiledOutcome): AttemptResult {
  if (played.status === null) return { failed: played.failed ?? 'other' };
  return {
    status: played.status,
    ...(retryAfterMs === null ? {} : { retryAfterHeader: String(retryAfterMs / 1000) }),
  };
}

/**
 * Plays one delivery in virtual time, attempt by attempt, by the same rules as the queue. The same policy, scenario, seed
 * and member give the same attempts, here and in a run of many.
 */
export function simulateOne(
  simulation: Simulation,
  member: Member = { index: 0, arrivalMs: 0 },
): SimulatedDelivery {
  const { policy, scenario } = simulation;
  checkPolicyEnds(policy);
  const { outcomes, otherwise } = compileScenario(policy, scenario, simulation.receiver);
  const random = seededRandom(memberSeed(simulation.seed, member.index));
  const attempts: SimulatedAttempt[] = [];
  let startMs = member.arrivalMs;
  let previousWaitMs: number | null = null;
  for (let number = 1; ; number++) {
    const outcome =
      outcomes[chooseRule(scenario, { attempt: number, elapsedMs: startMs, random })] ?? otherwise;
    const { status, failed, endsAfterMs } = outcome.played;
    const endMs = startMs + endsAfterMs;
    const next = nextAttempt(policy, {
      number,
      firstAtMs: member.arrivalMs,
      endedAtMs: endMs,
      outcome: resultOf(outcome),
      random,
      previousWaitMs,
    });
    const waitMs: number | null = next.kind === 'retry' ? next.waitMs : null;
    attempts.push({ number, startMs, endMs, behaviour: outcome.behaviour, status, failed, waitMs });
    if (next.kind !== 'retry') {
      const reason = next.kind === 'dead_letter' ? next.reason : null;
      return { result: next.kind, reason, attempts, totalMs: endMs - member.arrivalMs };
    }
    previousWaitMs = waitMs;
    startMs = next.atMs;
  }
}
