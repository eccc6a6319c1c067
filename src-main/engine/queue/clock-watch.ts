import type { Clock } from '../clock.ts';

/** How often the clocks are compared: a machine that wakes is noticed within this. */
const lookEveryMs = 500;

/** A difference that a busy machine or a clock being trimmed makes by itself. */
const toleranceMs = 1_500;

/**
 * Compares the wall clock with the monotonic one. `onJump` is told by how much the wall clock jumped: ahead, as after sleep,
 * or back, as when somebody or the network sets it.
 */
export function watchClock(clock: Clock, onJump: (byMs: number, nowMs: number) => void): { close(): void } {
  let wallMs = clock.nowMs();
  let steadyMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = clock.nowMs();
    const nowSteadyMs = performance.now();
    const jumpMs = nowMs - wallMs - (nowSteadyMs - steadyMs);
    wallMs = nowMs;
    steadyMs = nowSteadyMs;
    if (Math.abs(jumpMs) > toleranceMs) onJump(jumpMs, nowMs);
  }, lookEveryMs);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
