import type { Contract, Handlers } from '#core/contract/index.ts';
import { exportPolicy } from '#core/retry/advice/export-policy.ts';
import { parseGoals } from '#core/retry/advice/goals.ts';
import { checkPolicy } from '#core/retry/usable-policy.ts';
import type { EngineParts } from '../engine.ts';
import { runLabTask } from '../simulation/run-lab-task.ts';
import { tellProgress } from '../simulation/tell-progress.ts';
import { choosePolicy } from './choose-policy.ts';

/** What to configure: a policy for goals, a receiver for a policy, and either for another tool. */
export const adviceHandlers = ({
  events,
}: Pick<EngineParts, 'events'>): Pick<
  Handlers<Contract['retry']>,
  'advise' | 'capacity' | 'exportPolicy'
> => ({
  advise: async ({ goals, runId, ...rest }, { signal }) => {
    const startedAt = performance.now();
    const search = { ...rest, goals: Array.isArray(goals) ? parseGoals(goals) : goals };
    const advice = await runLabTask(
      { kind: 'advise', search },
      { signal, onProgress: tellProgress(events, runId, search.candidates) },
    );
    return { ...advice, elapsedMs: performance.now() - startedAt };
  },

  capacity: async ({ policy: given, provider, runId, ...rest }, { signal }) => {
    const startedAt = performance.now();
    const { policy, policyOrigin } = choosePolicy({ policy: given, provider });
    checkPolicy(policy);
    const capacity = await runLabTask(
      { kind: 'capacity', outage: { ...rest, policy } },
      { signal, onProgress: tellProgress(events, runId, 1000) },
    );
    return { ...capacity, policy, policyOrigin, elapsedMs: performance.now() - startedAt };
  },

  exportPolicy: ({ tool, ...which }) => {
    const { policy, policyOrigin } = choosePolicy(which);
    checkPolicy(policy);
    return { ...exportPolicy(policy, tool), policyOrigin };
  },
});
