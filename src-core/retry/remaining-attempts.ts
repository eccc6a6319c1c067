import { attemptsWithoutBound } from './next-attempt.ts';
import type { RetryPolicy } from './policy.ts';
import { scheduledWaitMs } from './wait.ts';

/** An attempt that a policy would still make. */
export interface RemainingAttempt {
  number: number;
  /** The earliest that it would come by the schedule alone: each attempt before it fails at once, and no chance is mixed in. */
  atMs: number;
}

/** More of them tell nothing more. */
const mostRemaining = 60;

/** What a policy has left after attempt `number`, which begins or began at `atMs`. `firstAtMs`: where its horizon begins. */
export function remainingAttempts(
  policy: RetryPolicy,
  { number, atMs, firstAtMs }: { number: number; atMs: number; firstAtMs: number },
): RemainingAttempt[] {
  const remaining: RemainingAttempt[] = [];
  const most = policy.maxAttempts ?? attemptsWithoutBound;
  const lastMs = policy.horizonMs === null ? Number.POSITIVE_INFINITY : firstAtMs + policy.horizonMs;
  let at = atMs;
  for (let next = number + 1; next <= most && remaining.length < mostRemaining; next++) {
    const waitMs = scheduledWaitMs(policy.schedule, next - 1);
    if (waitMs === null) break;
    at += waitMs;
    if (at > lastMs) break;
    remaining.push({ number: next, atMs: at });
  }
  return remaining;
}
