import { describe, expect, it } from 'vitest';
import { differencesInWords } from '#renderer/features/simulate/compare-lives.ts';
import type { VirtualLife } from '#renderer/features/simulate/simulated-timeline.ts';

const life = (result: VirtualLife['result'], endsMs: readonly number[]): VirtualLife => ({
  result,
  reason: null,
  policy: null,
  attempts: endsMs.map((endMs, at) => ({
    number: at + 1,
    startMs: at === 0 ? 0 : endMs,
    endMs,
    status: 503,
    failed: null,
    waitMs: null,
    waitBecause: null,
  })),
});
const hour = 3_600_000;

describe('the difference between two lives', () => {
  it.each([
    [
      life('succeeded', [0, hour, 10 * hour]),
      life('succeeded', [0, 7 * hour]),
      'B delivers 3 h earlier than A (after 7 h against 10 h), with 1 attempt fewer (2 against 3).',
    ],
    [
      life('succeeded', [0, hour]),
      life('dead_letter', [0, 1000, 60_000]),
      'A delivers after 1 h, with 2 attempts; B gives up after 1 min, with 3 attempts.',
    ],
    [
      life('dead_letter', [0, hour]),
      life('dead_letter', [0, hour]),
      'B gives up at the same moment as A, after 1 h, with as many attempts (2).',
    ],
    [
      life('succeeded', [0, hour]),
      life(null, [0]),
      'A delivers after 1 h, with 2 attempts; B goes on after 0 ms, with 1 attempt.',
    ],
  ])('is said in a sentence', (a, b, sentence) => {
    expect(
      differencesInWords([
        { title: 'A', life: a },
        { title: 'B', life: b },
      ]),
    ).toEqual([sentence]);
  });

  it('is not spoken of where there is but one', () => {
    expect(differencesInWords([{ title: 'A', life: life('succeeded', [0]) }])).toEqual([]);
  });
});
