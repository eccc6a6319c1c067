import type { Schedule } from './policy.ts';

/** So much of the span is left for the attempts themselves and for rounding: a last attempt past the horizon is none. */
const margin = 0.02;

/**
 * The exponential schedule whose waits between so many attempts fill a span, for providers that publish a number and a total
 * ("8 retries over 4 hours") and no waits. `jitterRatio`: the share by which `spread` jitter may lengthen each wait.
 */
export function spanningSchedule({
  attempts,
  withinMs,
  firstMs,
  jitterRatio = 0,
}: {
  attempts: number;
  withinMs: number;
  firstMs: number;
  jitterRatio?: number;
}): Extract<Schedule, { kind: 'exponential' }> {
  const wantedMs = (withinMs * (1 - margin)) / (1 + jitterRatio);
  const spanMs = (factor: number) => {
    let sum = 0;
    for (let wait = 0; wait < attempts - 1; wait++) sum += firstMs * factor ** wait;
    return sum;
  };
  let low = 1;
  let high = 100;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (spanMs(middle) > wantedMs) high = middle;
    else low = middle;
  }
  return { kind: 'exponential', baseMs: firstMs, factor: Math.floor(low * 1e6) / 1e6 };
}
