import { memberSeed, SeededRandom } from '../../numbers/seeded-random.ts';
import { chooseRule } from '../choose-behaviour.ts';
import { waitAfterMs } from '../wait.ts';
import { checkPolicyEnds, compileScenario, givenUp, succeeded } from './compile.ts';
import { arrivalMs, checkAttemptBudget, checkHooks, hookEvery, type SimulationHooks } from './run.ts';
import { simulateCoupled } from './simulate-coupled.ts';
import { type SimulatedMany, type Simulation, simulationLimits } from './simulation.ts';
import { Tally } from './tally.ts';

/** Whether deliveries meet each other: by the receiver's bounds, the sender's, or an endpoint that is switched off for all. */
export const isCoupled = ({ policy, receiver, sender }: Simulation): boolean =>
  policy.disableAfter !== undefined ||
  receiver.concurrency !== undefined ||
  receiver.perSecond !== undefined ||
  sender.concurrency !== undefined ||
  sender.breaker !== undefined;

/**
 * Plays many deliveries in virtual time and sums them up. Where nothing is shared each is played to its end by itself;
 * where they share a receiver or a sender's bounds, all go through one queue of events.
 */
export function simulateMany(simulation: Simulation, hooks: SimulationHooks = {}): SimulatedMany {
  checkPolicyEnds(simulation.policy);
  return isCoupled(simulation) ? simulateCoupled(simulation, hooks) : simulateIndependent(simulation, hooks);
}

function simulateIndependent(simulation: Simulation, hooks: SimulationHooks): SimulatedMany {
  const { policy, scenario, deliveries } = simulation;
  const { outcomes, otherwise } = compileScenario(policy, scenario, simulation.receiver);
  const maxAttempts = Math.min(
    policy.maxAttempts ?? Number.POSITIVE_INFINITY,
    simulationLimits.attemptsPerDelivery,
  );
  const horizonMs = policy.horizonMs ?? Number.POSITIVE_INFINITY;
  const tally = new Tally();
  const chance = new SeededRandom(0);
  const random = chance.next;
  for (let index = 0; index < deliveries; index++) {
    if (index % hookEvery === 0) {
      checkHooks(hooks, index);
      checkAttemptBudget(tally.attemptsInAll);
    }
    const bornMs = arrivalMs(index, deliveries, simulation.arrivals.overMs);
    chance.state = memberSeed(simulation.seed, index);
    tally.arrived(bornMs);
    let startMs = bornMs;
    let previousMs: number | null = null;
    for (let number = 1; ; number++) {
      const outcome =
        outcomes[chooseRule(scenario, { attempt: number, elapsedMs: startMs, random })] ?? otherwise;
      const { verdict } = outcome;
      const endMs = startMs + outcome.played.endsAfterMs;
      tally.attempt(startMs, verdict !== succeeded);
      if (verdict === succeeded || verdict === givenUp || number >= maxAttempts) {
        tally.ended(endMs, bornMs, number, verdict === succeeded);
        break;
      }
      const waitMs = waitAfterMs(policy, number, { previousMs, retryAfterMs: outcome.retryAfterMs, random });
      if (waitMs === null || endMs + waitMs > bornMs + horizonMs) {
        tally.ended(endMs, bornMs, number, false);
        break;
      }
      previousMs = waitMs;
      startMs = endMs + waitMs;
    }
  }
  hooks.onProgress?.(deliveries);
  return tally.read();
}
