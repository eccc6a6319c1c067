import { memberSeed, seededRandom } from '../../numbers/seeded-random.ts';
import { chooseRule } from '../choose-behaviour.ts';
import { EndpointSwitch, switchedOff } from '../endpoint-switch.ts';
import type { AttemptResult } from '../judge-attempt.ts';
import { type NextAttempt, nextAttempt } from '../next-attempt.ts';
import { retryHeadersOf } from '../retry-headers.ts';
import { checkPolicy } from '../usable-policy.ts';
import { compileScenario } from './compile.ts';
import type { PlayedAttempt } from './play-behaviour.ts';
import type { SimulatedAttempt, SimulatedDelivery, Simulation } from './simulation.ts';

/** Where in a run of many this delivery stands: its place decides its chance and its arrival. */
export interface Member {
  index: number;
  arrivalMs: number;
}

export function resultOf({ status, failed, retryAfter, rawHeaders }: PlayedAttempt): AttemptResult {
  if (status === null) return { failed: failed ?? 'other' };
  return { status, rawHeaders, ...(retryAfter === null ? {} : { retryAfterHeader: retryAfter }) };
}

/** The chance of one delivery: the same for its simulation, its fast-forward and its attempts in the queue. */
export const deliveryRandom = (seed: number, member = 0): (() => number) =>
  seededRandom(memberSeed(seed, member));

/**
 * Plays one delivery in virtual time, attempt by attempt, by the same rules as the queue. The same policy, scenario, seed
 * and member give the same attempts, here and in a run of many.
 */
export function simulateOne(
  simulation: Simulation,
  member: Member = { index: 0, arrivalMs: 0 },
): SimulatedDelivery {
  const { policy, scenario, startsAtMs } = simulation;
  checkPolicy(policy);
  const { outcomes, otherwise } = compileScenario(policy, scenario, simulation.receiver);
  const random = deliveryRandom(simulation.seed, member.index);
  const endpoint = new EndpointSwitch(policy);
  const attempts: SimulatedAttempt[] = [];
  const firstAtMs = member.arrivalMs;
  let startMs = firstAtMs;
  let previousWaitMs: number | null = null;
  let before: AttemptResult = {};
  for (let number = 1; ; number++) {
    const { behaviour, played } =
      outcomes[chooseRule(scenario, { attempt: number, elapsedMs: startMs, random })] ?? otherwise;
    const { status, failed, endsAfterMs } = played;
    const endMs = startMs + endsAfterMs;
    const outcome = resultOf(played);
    const policed = nextAttempt(policy, {
      number,
      firstAtMs,
      endedAtMs: endMs,
      dateNowMs: startsAtMs + endMs,
      outcome,
      random,
      previousWaitMs,
    });
    endpoint.attemptEnded(endMs, { success: policed.kind === 'succeeded', status });
    if (policed.kind === 'dead_letter') endpoint.deliveryGivenUp(endMs);
    const next: NextAttempt =
      policed.kind === 'retry' && endpoint.isOff(policed.atMs)
        ? { kind: 'dead_letter', reason: switchedOff(endpoint.because) }
        : policed;
    const waitMs: number | null = next.kind === 'retry' ? next.waitMs : null;
    attempts.push({
      number,
      startMs,
      endMs,
      behaviour,
      status,
      failed,
      waitMs,
      waitBecause: (next.kind === 'retry' && next.because) || null,
      retryHeaders: retryHeadersOf(policy, { number, firstAtMs: startsAtMs + firstAtMs, before }),
    });
    if (next.kind !== 'retry') {
      const reason = next.kind === 'dead_letter' ? next.reason : null;
      const offSpans = endpoint.spans.map((span) => ({ ...span }));
      return { result: next.kind, reason, attempts, totalMs: endMs - member.arrivalMs, offSpans };
    }
    before = outcome;
    previousWaitMs = waitMs;
    startMs = next.atMs;
  }
}
