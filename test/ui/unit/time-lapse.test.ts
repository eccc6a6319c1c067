import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fittingSpeed, nextMoment, speeds } from '#renderer/features/simulate/time-lapse.ts';
import type { TimelineModel } from '#renderer/webhook/timeline/model.ts';

/** One track whose attempts begin at these times and take a second each. */
const storyOf = (starts: readonly number[]): TimelineModel => ({
  clock: 'elapsed',
  tracks: [
    {
      id: 'one',
      label: '',
      start: null,
      bars: starts.map((startMs, at) => ({
        id: String(at),
        startMs,
        durationMs: 1000,
        phases: [],
        end: 'answered',
        tone: 'ok',
        label: '200',
        detail: '',
      })),
      waits: [],
      bands: [],
      ghosts: [],
      state: null,
    },
  ],
});

describe('a time-lapse', () => {
  test('goes from moment to moment, through every beginning and end, and stops at the story’s end', () => {
    const starts = fc.uniqueArray(fc.nat(1_000_000), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(starts, (given) => {
        const model = storyOf(given.toSorted((a, b) => a - b));
        const wanted = [...new Set(given.flatMap((ms) => [ms, ms + 1000]))].sort((a, b) => a - b);
        const seen = [wanted[0] ?? 0];
        for (let at = 1; at < wanted.length; at++) seen.push(nextMoment(model, seen.at(-1) ?? 0));
        expect(seen).toEqual(wanted);
        expect(nextMoment(model, wanted.at(-1) ?? 0)).toBe(wanted.at(-1));
      }),
    );
  });

  test('has a speed at which hours and days are over in seconds, and a minute is not over at once', () => {
    for (const lengthMs of [60_000, 3_600_000, 86_400_000, 3 * 86_400_000]) {
      const { msPerSecond } =
        speeds.find(({ value }) => value === fittingSpeed(storyOf([0, lengthMs]))) ?? speeds[0];
      expect(lengthMs / msPerSecond).toBeGreaterThan(2);
      expect(lengthMs / msPerSecond).toBeLessThan(80);
    }
  });
});
