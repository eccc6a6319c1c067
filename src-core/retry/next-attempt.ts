import type { AttemptErrorCode } from '../delivery/attempt.ts';
import type { RetryPolicy } from './policy.ts';
import { retryAfterMs } from './retry-after.ts';
import { statusIn } from './status-set.ts';
import { waitAfterMs } from './wait.ts';

/** How an attempt ended, as far as a policy looks at it. Exactly one of `status` and `failed` is set. */
export interface AttemptResult {
  status?: number;
  failed?: AttemptErrorCode;
  /** The answer's Retry-After header, as it stands there. */
  retryAfterHeader?: string;
}

export interface EndedAttempt {
  /** 1 for the first of this run of the policy. */
  number: number;
  /** When the run's first attempt began. */
  firstAtMs: number;
  endedAtMs: number;
  outcome: AttemptResult;
  /** Uniform in [0, 1). */
  random: () => number;
  /** The wait before this attempt; null before the first. */
  previousWaitMs: number | null;
}

export type NextAttempt =
  | { kind: 'succeeded' }
  | { kind: 'retry'; atMs: number; waitMs: number }
  | { kind: 'dead_letter'; reason: string };

const deadLetter = (reason: string): NextAttempt => ({ kind: 'dead_letter', reason });

/** A policy that bounds nothing still ends: after as many attempts as the schema lets a bounded one ask for. */
export const attemptsWithoutBound = 10_000;

/** What a policy makes of an attempt that has ended: done, another one at a time, or giving up and why. */
export function nextAttempt(policy: RetryPolicy, ended: EndedAttempt): NextAttempt {
  const { outcome, number } = ended;
  if (outcome.status !== undefined) {
    if (statusIn(policy.success, outcome.status)) return { kind: 'succeeded' };
    if (policy.giveUpOn !== undefined && statusIn(policy.giveUpOn, outcome.status)) {
      return deadLetter(`The policy gives up on an answer of ${outcome.status}.`);
    }
  }
  const maxAttempts = policy.maxAttempts ?? attemptsWithoutBound;
  if (number >= maxAttempts) {
    return deadLetter(
      maxAttempts === 1 ? 'The policy allows one attempt.' : `All ${maxAttempts} attempts are used up.`,
    );
  }
  const header = outcome.retryAfterHeader;
  const waitMs = waitAfterMs(policy, number, {
    previousMs: ended.previousWaitMs,
    retryAfterMs: header === undefined ? null : retryAfterMs(header, ended.endedAtMs),
    random: ended.random,
  });
  if (waitMs === null) return deadLetter("The schedule's list of waits has ended.");
  const atMs = ended.endedAtMs + waitMs;
  if (policy.horizonMs !== null && atMs > ended.firstAtMs + policy.horizonMs) {
    return deadLetter("The next attempt would begin after the policy's horizon.");
  }
  return { kind: 'retry', atMs, waitMs };
}
