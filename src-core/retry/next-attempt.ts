import { type AttemptResult, judgeAttempt } from './judge-attempt.ts';
import { longestWaitMs } from './longest-wait.ts';
import type { RetryPolicy } from './policy.ts';
import { retryAfterMs } from './retry-after.ts';
import { waitAfterMs } from './wait.ts';

export interface EndedAttempt {
  /** 1 for the first of this run of the policy. */
  number: number;
  /** When the run's first attempt began. */
  firstAtMs: number;
  endedAtMs: number;
  /** The same moment on the clock against which a Retry-After date counts; absent: `endedAtMs`. */
  dateNowMs?: number;
  outcome: AttemptResult;
  /** Uniform in [0, 1). One number is drawn for each wait with chance in it. */
  random: () => number;
  /** The wait before this attempt; null before the first. */
  previousWaitMs: number | null;
}

/** What a wait came from, where it was not the schedule alone. */
export type WaitBecause = 'jitter' | 'retry-after';

export type NextAttempt =
  | { kind: 'succeeded' }
  /** `because` is absent where the schedule alone decided. */
  | { kind: 'retry'; atMs: number; waitMs: number; because?: WaitBecause }
  /** `reason`: why the policy gave up, as a sentence. */
  | { kind: 'dead_letter'; reason: string };

const deadLetter = (reason: string): NextAttempt => ({ kind: 'dead_letter', reason });

/** A policy that bounds nothing still ends: after as many attempts as the schema lets a bounded one ask for. */
export const attemptsWithoutBound = 10_000;

/** The wait that the receiver asked for as far as the policy follows it: null where it was none, NaN where it is too long. */
export function followedWaitMs(policy: RetryPolicy, askedMs: number | null): number | null {
  if (askedMs === null || policy.retryAfter === 'ignore') return null;
  const mostMs = policy.retryAfterMaxMs ?? longestWaitMs;
  if (askedMs <= mostMs) return askedMs;
  return policy.retryAfterTooLong === 'give-up' ? Number.NaN : mostMs;
}

/** What a policy makes of an attempt that has ended: done, another one at a time, or giving up and why. */
export function nextAttempt(policy: RetryPolicy, ended: EndedAttempt): NextAttempt {
  const { outcome, number } = ended;
  const judged = judgeAttempt(policy, outcome);
  if (judged.kind === 'succeeded') return judged;
  if (judged.kind === 'give_up') return deadLetter(judged.reason);
  const maxAttempts = policy.maxAttempts ?? attemptsWithoutBound;
  if (number >= maxAttempts) {
    return deadLetter(
      maxAttempts === 1 ? 'The policy allows one attempt.' : `All ${maxAttempts} attempts are used up.`,
    );
  }
  if (number > judged.retries) {
    return deadLetter(
      `The policy tries again after ${outcome.status} ${judged.retries === 1 ? 'once' : `${judged.retries} times`} at most.`,
    );
  }
  const header = outcome.retryAfterHeader;
  const askedMs = header === undefined ? null : retryAfterMs(header, ended.dateNowMs ?? ended.endedAtMs);
  const followedMs = followedWaitMs(policy, askedMs);
  if (Number.isNaN(followedMs)) {
    return deadLetter(
      `Retry-After asks for ${Math.ceil((askedMs ?? 0) / 1000)} s, longer than the policy waits.`,
    );
  }
  const waitMs = waitAfterMs(policy, number, {
    previousMs: ended.previousWaitMs,
    retryAfterMs: followedMs,
    random: ended.random,
  });
  if (waitMs === null) return deadLetter("The schedule's list of waits has ended.");
  const atMs = ended.endedAtMs + waitMs;
  if (policy.horizonMs !== null && atMs > ended.firstAtMs + policy.horizonMs) {
    return deadLetter("The next attempt would begin after the policy's horizon.");
  }
  if (followedMs !== null && waitMs === followedMs)
    return { kind: 'retry', atMs, waitMs, because: 'retry-after' };
  return policy.jitter.kind === 'none'
    ? { kind: 'retry', atMs, waitMs }
    : { kind: 'retry', atMs, waitMs, because: 'jitter' };
}
