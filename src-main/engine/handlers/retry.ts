import type { z } from 'zod';
import type { Contract, Handlers } from '#core/contract/index.ts';
import type { PolicyOrigin } from '#core/contract/retry.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import { parseScenario } from '#core/retry/scenario-text.ts';
import { simulateOne } from '#core/retry/simulation/simulate-one.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';
import type { EngineParts } from '../parts.ts';
import { runSimulation } from '../simulation/run-simulation.ts';

interface ChosenPolicy {
  policy: RetryPolicy;
  policyOrigin: z.infer<typeof PolicyOrigin>;
}

/** The policy that was given, or a provider's: its documented one before our hint. */
export function choosePolicy({
  policy,
  provider,
}: {
  policy?: RetryPolicy | undefined;
  provider?: string | undefined;
}): ChosenPolicy {
  if (policy) return { policy, policyOrigin: 'given' };
  if (provider === undefined) {
    throw new TackleboxError('invalid_input', 'Name a provider whose policy to take, or give a policy.', {
      details: { issues: [{ path: 'policy', message: 'a policy or a provider is needed' }] },
    });
  }
  const found = requireProvider(provider);
  if (found.delivery.retryPolicy) return { policy: found.delivery.retryPolicy, policyOrigin: 'provider' };
  if (found.delivery.simulationHint) return { policy: found.delivery.simulationHint, policyOrigin: 'hint' };
  throw new TackleboxError(
    'policy_invalid',
    `${found.name} publishes no retry policy. Give one of your own.`,
  );
}

/** Retries in virtual time. */
export const retryHandlers = ({ events }: Pick<EngineParts, 'events'>): Handlers<Contract['retry']> => ({
  simulate: async ({ policy: given, provider, scenario: scenarioInput, runId, ...rest }, { signal }) => {
    const startedAtMs = performance.now();
    const { policy, policyOrigin } = choosePolicy({ policy: given, provider });
    const scenario = typeof scenarioInput === 'string' ? parseScenario(scenarioInput) : scenarioInput;
    const simulation = Simulation.parse({ ...rest, policy, scenario });
    const common = () => ({
      deliveries: simulation.deliveries,
      policy,
      policyOrigin,
      scenario,
      elapsedMs: performance.now() - startedAtMs,
    });
    if (simulation.deliveries === 1) return { ...simulateOne(simulation), ...common() };
    const many = await runSimulation(simulation, {
      signal,
      onProgress: (done) => {
        if (runId !== undefined)
          events.emit({ type: 'retry.progress', runId, done, total: simulation.deliveries });
      },
    });
    return { many, ...common() };
  },
});
