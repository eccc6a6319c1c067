import type { AttemptOutcome, AttemptSequel } from '#core/delivery/attempt.ts';
import { findHeader } from '#core/http/request.ts';
import type { AttemptResult } from '#core/retry/judge-attempt.ts';
import { nextAttempt } from '#core/retry/next-attempt.ts';
import { RetryPolicy } from '#core/retry/policy.ts';
import type { QueuedAttempt } from '../history/attempts/attempt-rows.ts';
import { meansDown } from './down-targets.ts';

/** One attempt, and an answer of 200 to 299 is a success. */
const singleAttempt: RetryPolicy = RetryPolicy.parse({});

/** An outcome as policies look at it. */
export const attemptResult = (outcome: AttemptOutcome): AttemptResult => {
  if (outcome.kind === 'failed') return { failed: outcome.code };
  const { status, rawHeaders } = outcome;
  const retryAfterHeader = findHeader(rawHeaders, 'retry-after');
  return { status, rawHeaders, ...(retryAfterHeader === undefined ? {} : { retryAfterHeader }) };
};

/** What a proxy answers for a handler that is away, restarting or too slow. */
const proxyStatuses = new Set([502, 503, 504]);

/** Failures of a connection that was there: the handler crashed, restarts or hangs. */
const notTaken = new Set(['reset', 'response_timeout']);

/** Why a target did not take a delivery, where it may well take it later; null: it took it, or never will. */
function whyNotTaken(outcome: AttemptOutcome): string | null {
  if (outcome.kind === 'responded') {
    return proxyStatuses.has(outcome.status)
      ? `A proxy in front of the target answered ${outcome.status}: the handler behind it is away.`
      : null;
  }
  return meansDown(outcome.code) || notTaken.has(outcome.code) ? outcome.message : null;
}

/** Why a forward without a policy is not kept for another attempt. */
const takenAndFailed = (outcome: AttemptOutcome): string =>
  outcome.kind === 'responded'
    ? `The target took it and answered ${outcome.status}. Without a retry policy it is not sent again.`
    : 'Another attempt would fare no better, and there is no retry policy.';

export type AfterAttempt =
  | { kind: 'succeeded' }
  | { kind: 'retry'; atMs: number; sequel: Extract<AttemptSequel, { kind: 'retry' }> }
  | { kind: 'gave_up'; sequel: AttemptSequel }
  | { kind: 'cancelled' }
  /** The target does not take it: the next attempt waits for it, not for a time. */
  | { kind: 'retain'; absent: boolean; sequel: Extract<AttemptSequel, { kind: 'retained' }> };

function retention({ plan }: Pick<QueuedAttempt, 'plan'>, outcome: AttemptOutcome): AfterAttempt | null {
  if (!plan.retain) return null;
  const absent = outcome.kind === 'failed' && meansDown(outcome.code);
  // With a policy only the absent are waited for: how failures are met is the policy's to say.
  const reason = plan.policy === null || absent ? whyNotTaken(outcome) : null;
  return reason === null ? null : { kind: 'retain', absent, sequel: { kind: 'retained', reason } };
}

/** What follows an attempt: by its policy, unless it was cancelled or its delivery is to wait for the target. */
export function afterAttempt(
  attempt: Pick<QueuedAttempt, 'plan' | 'number'>,
  outcome: AttemptOutcome,
  endedAtMs: number,
  random: () => number,
): AfterAttempt {
  const { plan, number } = attempt;
  if (outcome.kind === 'failed') {
    if (outcome.code === 'cancelled') return { kind: 'cancelled' };
    // It may have arrived or not. What was promised to be handed over is handed over again.
    if (plan.retain && outcome.code === 'interrupted')
      return { kind: 'retry', atMs: endedAtMs, sequel: { kind: 'retry', waitMs: 0, because: 'schedule' } };
  }
  const retained = retention(attempt, outcome);
  if (retained) return retained;
  const next = nextAttempt(plan.policy ?? singleAttempt, {
    number: number - plan.firstNumber + 1,
    firstAtMs: plan.firstAtMs ?? endedAtMs,
    endedAtMs,
    outcome: attemptResult(outcome),
    random,
    previousWaitMs: plan.previousWaitMs,
  });
  switch (next.kind) {
    case 'succeeded':
      return next;
    case 'retry': {
      const { waitMs, because = 'schedule' } = next;
      return { kind: 'retry', atMs: next.atMs, sequel: { kind: 'retry', waitMs, because } };
    }
    case 'dead_letter': {
      const reason = plan.retain && plan.policy === null ? takenAndFailed(outcome) : next.reason;
      return { kind: 'gave_up', sequel: { kind: 'gave_up', reason } };
    }
  }
}
