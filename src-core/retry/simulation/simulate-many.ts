import { memberSeed, SeededRandom } from '../../numbers/seeded-random.ts';
import { chooseRule } from '../choose-behaviour.ts';
import { EndpointSwitch } from '../endpoint-switch.ts';
import { checkPolicy } from '../usable-policy.ts';
import { WaitTable } from '../wait.ts';
import { checkBudget } from './budget.ts';
import { askedMs, compileScenario, givenUp, succeeded } from './compile.ts';
import { arrivalsOf, checkHooks, checkRunaway, hookEvery, type SimulationHooks } from './run.ts';
import { simulateCoupled } from './simulate-coupled.ts';
import { type SimulatedMany, type Simulation, simulationLimits } from './simulation.ts';
import { Tally } from './tally.ts';

/** Whether deliveries meet each other: by the receiver's bounds, the sender's, or an endpoint that is switched off for all. */
export const isCoupled = ({ policy, receiver, sender }: Simulation): boolean =>
  policy.disableAfter !== undefined ||
  policy.ordered === true ||
  receiver.concurrency !== undefined ||
  receiver.perSecond !== undefined ||
  sender.concurrency !== undefined ||
  sender.breaker !== undefined;

/**
 * Plays many deliveries in virtual time and sums them up. Where nothing is shared each is played to its end by itself;
 * where they share a receiver or a sender's bounds, all go through one queue of events.
 */
export function simulateMany(simulation: Simulation, hooks: SimulationHooks = {}): SimulatedMany {
  checkPolicy(simulation.policy);
  const attempts = checkBudget(simulation);
  return isCoupled(simulation)
    ? simulateCoupled(simulation, attempts, hooks)
    : simulateIndependent(simulation, hooks);
}

function simulateIndependent(simulation: Simulation, hooks: SimulationHooks): SimulatedMany {
  const { policy, scenario, startsAtMs } = simulation;
  const arrivals = arrivalsOf(simulation);
  const { outcomes, otherwise } = compileScenario(policy, scenario, simulation.receiver);
  const maxAttempts = Math.min(
    policy.maxAttempts ?? Number.POSITIVE_INFINITY,
    simulationLimits.attemptsPerDelivery,
  );
  const waits = new WaitTable(policy, maxAttempts);
  const horizonMs = policy.horizonMs ?? Number.POSITIVE_INFINITY;
  const tally = new Tally(outcomes, simulation.watchFromMs);
  const chance = new SeededRandom(0);
  const random = chance.next;
  for (let index = 0; index < arrivals.count; index++) {
    if (index % hookEvery === 0) {
      checkHooks(hooks, index);
      checkRunaway(tally.attemptsInAll);
    }
    const bornMs = arrivals.atMs(index);
    chance.state = memberSeed(simulation.seed, index);
    tally.arrived(bornMs);
    let startMs = bornMs;
    let previousMs: number | null = null;
    for (let number = 1; ; number++) {
      const rule = chooseRule(scenario, { attempt: number, elapsedMs: startMs, random });
      const outcome = outcomes[rule] ?? otherwise;
      const { verdict } = outcome;
      const endMs = startMs + outcome.played.endsAfterMs;
      tally.attempt(startMs, rule);
      const ends =
        verdict === succeeded || verdict === givenUp || number >= maxAttempts || number > outcome.lastRetried;
      const asked: number | null = ends ? null : askedMs(policy, outcome, startsAtMs + endMs);
      const waitMs: number =
        ends || Number.isNaN(asked) ? Number.NaN : waits.after(number, previousMs, asked, random);
      if (!(endMs + waitMs <= bornMs + horizonMs)) {
        const success = verdict === succeeded;
        tally.ended(endMs, {
          arrivalMs: bornMs,
          attempts: number,
          success,
          events: arrivals.eventsIn(index),
        });
        break;
      }
      previousMs = waitMs;
      startMs = endMs + waitMs;
    }
  }
  hooks.onProgress?.(arrivals.count);
  return tally.read(new EndpointSwitch(policy));
}
