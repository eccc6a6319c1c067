import type { AttemptOutcome } from '#core/delivery/attempt.ts';
import { findHeader } from '#core/http/request.ts';
import type { AttemptResult } from '#core/retry/judge-attempt.ts';
import { type NextAttempt, nextAttempt } from '#core/retry/next-attempt.ts';
import { RetryPolicy } from '#core/retry/policy.ts';
import type { QueuedAttempt } from '../history/attempts/attempt-rows.ts';
import { meansDown } from './down-targets.ts';

/** One attempt, and an answer of 200 to 299 is a success. */
export const singleAttempt: RetryPolicy = RetryPolicy.parse({});

/** An outcome as policies look at it. */
export const attemptResult = (outcome: AttemptOutcome): AttemptResult => {
  if (outcome.kind === 'failed') return { failed: outcome.code };
  const retryAfterHeader = findHeader(outcome.rawHeaders, 'retry-after');
  const { status, rawHeaders } = outcome;
  return { status, rawHeaders, ...(retryAfterHeader === undefined ? {} : { retryAfterHeader }) };
};

export type AfterAttempt =
  | NextAttempt
  | { kind: 'cancelled' }
  /** The target is away: the next attempt waits for it, not for a time. */
  | { kind: 'retain' };

/** What follows an attempt: by its policy, unless it was cancelled or its delivery is to wait for the target. */
export function afterAttempt(
  { plan, number }: Pick<QueuedAttempt, 'plan' | 'number'>,
  outcome: AttemptOutcome,
  endedAtMs: number,
  random: () => number,
): AfterAttempt {
  if (outcome.kind === 'failed') {
    if (outcome.code === 'cancelled') return { kind: 'cancelled' };
    if (plan.retain && meansDown(outcome.code)) return { kind: 'retain' };
    // It may have arrived or not. What was promised to be handed over is handed over again.
    if (plan.retain && outcome.code === 'interrupted') return { kind: 'retry', atMs: endedAtMs, waitMs: 0 };
  }
  return nextAttempt(plan.policy ?? singleAttempt, {
    number: number - plan.firstNumber + 1,
    firstAtMs: plan.firstAtMs ?? endedAtMs,
    endedAtMs,
    outcome: attemptResult(outcome),
    random,
    previousWaitMs: plan.previousWaitMs,
  });
}
