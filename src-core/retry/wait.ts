import { unreachable } from '../errors/tacklebox-error.ts';
import { longestWaitMs } from './longest-wait.ts';
import type { Jitter, RetryPolicy, Schedule } from './policy.ts';

const bounded = (waitMs: number): number => Math.min(waitMs, longestWaitMs);
const capOf = (schedule: Schedule): number =>
  schedule.kind === 'list' ? longestWaitMs : bounded(schedule.capMs ?? longestWaitMs);

/**
 * The wait after attempt `number` by the schedule alone, before chance, at most {@link longestWaitMs}. Null where a list
 * has ended.
 */
export function scheduledWaitMs(schedule: Schedule, number: number): number | null {
  switch (schedule.kind) {
    case 'list': {
      const wait =
        schedule.waitsMs[number - 1] ?? (schedule.repeatLast ? schedule.waitsMs.at(-1) : undefined);
      return wait === undefined ? null : bounded(wait);
    }
    case 'linear':
      return Math.min(schedule.firstMs + schedule.stepMs * (number - 1), capOf(schedule));
    case 'exponential':
      return Math.min(schedule.baseMs * schedule.factor ** (number - 1), capOf(schedule));
    default:
      return unreachable(schedule);
  }
}

const firstWaitMs = (schedule: Schedule): number => scheduledWaitMs(schedule, 1) ?? 0;

/** Mixes chance into a wait. Draws one number, or none for `none`. `previousMs`: the wait before this one, null for the first. */
export function jitteredMs(
  jitter: Jitter,
  waitMs: number,
  schedule: Schedule,
  previousMs: number | null,
  random: () => number,
): number {
  switch (jitter.kind) {
    case 'none':
      return waitMs;
    case 'full':
      return random() * waitMs;
    case 'equal':
      return waitMs / 2 + (random() * waitMs) / 2;
    case 'decorrelated': {
      const base = firstWaitMs(schedule);
      return Math.min(capOf(schedule), base + random() * Math.max(0, (previousMs ?? base) * 3 - base));
    }
    case 'spread':
      return bounded(waitMs * (1 - jitter.ratio + 2 * jitter.ratio * random()));
    default:
      return unreachable(jitter);
  }
}

/** A schedule's waits worked out once, for whoever asks for a hundred million of them; no other than `waitAfterMs` gives. */
export class WaitTable {
  private readonly policy: RetryPolicy;
  /** By attempt number; NaN where the schedule has ended. */
  private readonly scheduled: Float64Array;

  constructor(policy: RetryPolicy, attempts: number) {
    this.policy = policy;
    this.scheduled = new Float64Array(attempts + 1);
    for (let number = 1; number <= attempts; number++)
      this.scheduled[number] = scheduledWaitMs(policy.schedule, number) ?? Number.NaN;
  }

  /**
   * The wait after attempt `number`; NaN where the schedule has ended. `askedMs`: what the receiver asked for and the
   * policy follows, null where it did not.
   */
  after(number: number, previousMs: number | null, askedMs: number | null, random: () => number): number {
    const { jitter, schedule, retryAfter } = this.policy;
    const scheduled = this.scheduled[number] ?? Number.NaN;
    if (Number.isNaN(scheduled)) return scheduled;
    const waitMs =
      jitter.kind === 'none' ? scheduled : jitteredMs(jitter, scheduled, schedule, previousMs, random);
    if (askedMs === null || retryAfter === 'ignore') return waitMs;
    return retryAfter === 'honour' ? askedMs : Math.max(waitMs, askedMs);
  }
}

/** The wait after attempt `number`, chance and the receiver's Retry-After included; null where the schedule has ended. */
export function waitAfterMs(
  policy: RetryPolicy,
  number: number,
  {
    previousMs,
    retryAfterMs,
    random,
  }: { previousMs: number | null; retryAfterMs: number | null; random: () => number },
): number | null {
  const scheduled = scheduledWaitMs(policy.schedule, number);
  if (scheduled === null) return null;
  const waitMs = jitteredMs(policy.jitter, scheduled, policy.schedule, previousMs, random);
  if (retryAfterMs === null || policy.retryAfter === 'ignore') return waitMs;
  return policy.retryAfter === 'honour' ? retryAfterMs : Math.max(waitMs, retryAfterMs);
}
