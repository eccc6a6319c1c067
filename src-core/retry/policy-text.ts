import { printDurationMs } from '../numbers/duration.ts';
import type { RetryPolicy } from './policy.ts';

/** 90 s, 5 min, 2 h, 3 d: a span in the largest unit that it is a whole number of. */
const span = (ms: number): string => printDurationMs(ms, ' ');

/** `3 min x 20, 51 min x 27`: equal neighbours counted. */
function spans(waitsMs: readonly number[]): string {
  const runs: { waitMs: number; count: number }[] = [];
  for (const waitMs of waitsMs) {
    const last = runs.at(-1);
    if (last?.waitMs === waitMs) last.count += 1;
    else runs.push({ waitMs, count: 1 });
  }
  return runs
    .map(({ waitMs, count }) => (count === 1 ? span(waitMs) : `${span(waitMs)} × ${count}`))
    .join(', ');
}

function waits({ schedule }: RetryPolicy): string {
  switch (schedule.kind) {
    case 'list':
      return `waits of ${spans(schedule.waitsMs)}${schedule.repeatLast ? ', the last one repeated' : ''}`;
    case 'linear':
      return schedule.stepMs === 0
        ? `every ${span(schedule.firstMs)}`
        : `waits from ${span(schedule.firstMs)}, growing by ${span(schedule.stepMs)}`;
    case 'exponential':
      return `waits from ${span(schedule.baseMs)}, × ${schedule.factor} each${schedule.capMs ? `, at most ${span(schedule.capMs)}` : ''}`;
  }
}

/** A policy in one line: how often, with which waits, until when. */
export function policyInWords(policy: RetryPolicy): string {
  if (policy.maxAttempts === 1) return 'one attempt, no retries';
  const count =
    policy.maxAttempts === null ? 'attempts without a number' : `up to ${policy.maxAttempts} attempts`;
  const jitter = policy.jitter.kind === 'spread' ? `, ± ${policy.jitter.ratio * 100} %` : '';
  const horizon = policy.horizonMs === null ? '' : `, for ${span(policy.horizonMs)}`;
  const givesUp = policy.giveUpOn ? `; gives up at once on ${policy.giveUpOn}` : '';
  return `${count}, ${waits(policy)}${jitter}${horizon}${givesUp}`;
}
