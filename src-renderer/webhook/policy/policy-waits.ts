import type { RetryPolicy } from '#core/retry/policy.ts';
import { scheduledWaitMs } from '#core/retry/wait.ts';

/** The first waits of a policy by its schedule alone, as many as there are and no more than `shown`. */
export function waitsOf({ schedule, maxAttempts }: RetryPolicy, shown: number): number[] {
  const count = Math.min(shown, maxAttempts === null ? shown : maxAttempts - 1);
  const waits = Array.from({ length: Math.max(0, count) }, (_, at) => scheduledWaitMs(schedule, at + 1));
  const end = waits.indexOf(null);
  return (end < 0 ? waits : waits.slice(0, end)).filter((wait) => wait !== null);
}
