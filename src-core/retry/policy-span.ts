import type { RetryPolicy } from './policy.ts';
import { simulateOne } from './simulation/simulate-one.ts';
import { Simulation } from './simulation/simulation.ts';

/** From the first attempt to the last where none succeeds and each fails at once, chance left out. */
export function policySpanMs(policy: RetryPolicy): number {
  return simulateOne(
    Simulation.parse({
      policy: { ...policy, jitter: { kind: 'none' } },
      scenario: { otherwise: { do: 'refuse' } },
      receiver: { latencyMs: 0 },
    }),
  ).totalMs;
}
