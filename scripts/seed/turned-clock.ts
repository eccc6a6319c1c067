import type { Clock } from '#main/engine/clock.ts';

/** The time of day, turned back: it runs as time does, from wherever it was last set to. */
export interface TurnedClock extends Clock {
  set(nowMs: number): void;
}

export function turnedClock(): TurnedClock {
  let offsetMs = 0;
  return {
    nowMs: () => Date.now() + offsetMs,
    set(nowMs) {
      offsetMs = nowMs - Date.now();
    },
  };
}
