import type { z } from 'zod';
import { TackleboxError } from '../errors/tacklebox-error.ts';
import { disableRules } from './disable-rule.ts';
import { RetryPolicy } from './policy.ts';
import { anyStatusIn, statusSetProblem } from './status-set.ts';

export interface PolicyProblem {
  path: (string | number)[];
  message: string;
}

function* statusSets(policy: RetryPolicy): Generator<[PolicyProblem['path'], string | undefined]> {
  const { retryOn } = policy;
  yield [['success'], policy.success];
  yield [['giveUpOn'], policy.giveUpOn];
  if (retryOn?.statuses !== 'all' && retryOn?.statuses !== 'none')
    yield [['retryOn', 'statuses'], retryOn?.statuses];
  yield [['retryOn', 'onlyWithRetryAfter'], retryOn?.onlyWithRetryAfter];
  for (const [at, { statuses }] of (retryOn?.limits ?? []).entries())
    yield [['retryOn', 'limits', at, 'statuses'], statuses];
  for (const [at, { statuses }] of (policy.giveUpOnHeaders ?? []).entries())
    yield [['giveUpOnHeaders', at, 'statuses'], statuses];
  for (const { onStatus } of disableRules(policy)) yield [['disableAfter', 'onStatus'], onStatus];
}

/** What makes a well-formed policy senseless: it never ends, or calls a success what no answer can be. Null: nothing. */
export function policyProblem(policy: RetryPolicy): PolicyProblem | null {
  for (const [path, set] of statusSets(policy)) {
    const problem = set === undefined ? null : statusSetProblem(set);
    if (problem !== null) return { path, message: `${path.join('.')}: ${problem}.` };
  }
  if (!anyStatusIn(policy.success)) {
    return {
      path: ['success'],
      message: `success: no answer from 200 to 599 is in "${policy.success}", so that nothing could ever succeed.`,
    };
  }
  const { schedule } = policy;
  const listEnds = schedule.kind === 'list' && (!schedule.repeatLast || schedule.waitsMs.length === 0);
  if (policy.maxAttempts === null && policy.horizonMs === null && !listEnds) {
    return {
      path: ['maxAttempts'],
      message: 'This policy never ends: set maxAttempts, horizonMs, or a list of waits that does not repeat.',
    };
  }
  return null;
}

/** Throws policy_invalid where a policy makes no sense, with the field and what to write instead. */
export function checkPolicy(policy: RetryPolicy): void {
  const problem = policyProblem(policy);
  if (problem)
    throw new TackleboxError('policy_invalid', problem.message, {
      details: { issues: [{ path: problem.path.join('.'), message: problem.message }] },
    });
}

/** A policy that somebody gives: well-formed, and one that makes sense. What is stored was given once, and only read. */
export const GivenPolicy = RetryPolicy.superRefine((policy, context) => {
  const problem = policyProblem(policy);
  if (problem) context.addIssue({ code: 'custom', path: problem.path, message: problem.message });
});
export type GivenPolicy = z.infer<typeof GivenPolicy>;
