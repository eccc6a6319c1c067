import { formatDuration } from '#core/numbers/duration.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import { plural } from '#renderer/ui/format.ts';
import { waitsOf } from '#renderer/webhook/policy/policy-waits.ts';

const shownWaits = 9;

const jitterWords: Record<RetryPolicy['jitter']['kind'], string> = {
  none: '',
  full: ', full jitter',
  equal: ', equal jitter',
  decorrelated: ', decorrelated jitter',
  spread: ', a little jitter',
};

/** A policy in a sentence or two: "8 attempts: waits 5 s, 5 min, …; none after 3 d. Each may take 30 s." */
export function describePolicy(policy: RetryPolicy): string {
  const waits = waitsOf(policy, shownWaits);
  if (waits.length === 0) return `One attempt, no retry. It may take ${formatDuration(policy.timeoutMs)}.`;
  const count = policy.maxAttempts === null ? 'Attempts' : plural(policy.maxAttempts, 'attempt');
  const more = policy.maxAttempts === null || policy.maxAttempts - 1 > waits.length ? ', …' : '';
  const horizon = policy.horizonMs === null ? '' : `; none after ${formatDuration(policy.horizonMs)}`;
  return `${count}: waits ${waits.map(formatDuration).join(', ')}${more}${jitterWords[policy.jitter.kind]}${horizon}. Each may take ${formatDuration(policy.timeoutMs)}.`;
}
