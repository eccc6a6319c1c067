import { z } from 'zod';
import { RetryPolicy } from '../retry/policy.ts';
import { Scenario } from '../retry/scenario.ts';
import { SimulatedDelivery, SimulatedMany, Simulation } from '../retry/simulation/simulation.ts';
import { call, push } from './define.ts';

/** A policy by itself, or a provider's own (its documented one, else our hint). */
const WhichPolicy = { policy: RetryPolicy.optional(), provider: z.string().optional() };

const SimulateInput = z.strictObject({
  ...WhichPolicy,
  /** The form, or its text: "503, 503, then 200", "down 0-2h: refuse; then 200". */
  scenario: z
    .union([Scenario, z.string().max(100_000)])
    .default({ rules: [], otherwise: { do: 'respond', status: 200, headers: [], body: '', delayMs: 0 } }),
  seed: Simulation.shape.seed,
  deliveries: Simulation.shape.deliveries,
  arrivals: Simulation.shape.arrivals,
  receiver: Simulation.shape.receiver,
  sender: Simulation.shape.sender,
  /** Names the run in `retry.progress`, where the caller wants to follow it. */
  runId: z.string().max(100).optional(),
});

/** Whose policy was simulated, so that a guess is never shown as a fact. */
export const PolicyOrigin = z.enum(['given', 'provider', 'hint']);

export const retry = {
  simulate: call(
    'Play a policy against a scenario in virtual time. One delivery gives its attempts, many give distributions.',
    SimulateInput,
    SimulatedDelivery.partial().extend({
      deliveries: z.number().int(),
      policy: RetryPolicy,
      policyOrigin: PolicyOrigin,
      scenario: Scenario,
      many: SimulatedMany.optional(),
      elapsedMs: z.number(),
    }),
  ),
  progress: push(
    'How far a simulation has come.',
    z.object({ runId: z.string(), done: z.number().int(), total: z.number().int() }),
  ),
};
