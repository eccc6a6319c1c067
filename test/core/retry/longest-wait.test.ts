import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAttempt } from '#core/retry/next-attempt.ts';
import { type Jitter, RetryPolicy, type Schedule } from '#core/retry/policy.ts';
import { scheduledWaitMs } from '#core/retry/wait.ts';

const dayMs = 86_400_000;
const yearMs = 366 * dayMs;

const wait = fc.oneof(fc.double({ min: 0, max: yearMs, noNaN: true }), fc.constant(yearMs));
const positive = fc.oneof(fc.double({ min: 0.001, max: yearMs, noNaN: true }), fc.constant(yearMs));
const schedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({
    kind: fc.constant('list' as const),
    waitsMs: fc.array(wait, { maxLength: 5 }),
    repeatLast: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('linear' as const), firstMs: wait, stepMs: wait }),
  fc.record({
    kind: fc.constant('exponential' as const),
    baseMs: positive,
    factor: fc.double({ min: 1, max: 100, noNaN: true }),
  }),
);
const jitter: fc.Arbitrary<Jitter> = fc.oneof(
  fc.constantFrom('none', 'full', 'equal', 'decorrelated').map((kind) => ({ kind }) as Jitter),
  fc.record({ kind: fc.constant('spread' as const), ratio: fc.double({ min: 0.01, max: 1, noNaN: true }) }),
);

describe('the longest wait', () => {
  it('is a year, whatever the terms of a policy grow to, so that the next attempt has a date', () => {
    fc.assert(
      fc.property(
        schedule,
        jitter,
        fc.constantFrom('ignore', 'honour', 'at-least'),
        fc.integer({ min: 1, max: 9_999 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.constantFrom('999999999999', '5', 'Fri, 31 Dec 9999 23:59:59 GMT'),
        (givenSchedule, givenJitter, retryAfter, number, chance, retryAfterHeader) => {
          const policy = RetryPolicy.parse({
            maxAttempts: null,
            schedule: givenSchedule,
            jitter: givenJitter,
            retryAfter,
          });
          const endedAtMs = Date.UTC(2026, 10, 21);
          const next = nextAttempt(policy, {
            number,
            firstAtMs: 0,
            endedAtMs,
            outcome: { status: 500, retryAfterHeader },
            random: () => chance,
            previousWaitMs: yearMs,
          });
          if (next.kind !== 'retry') return;
          expect(next.waitMs).toBeGreaterThanOrEqual(0);
          expect(next.waitMs).toBeLessThanOrEqual(yearMs);
          expect(() => new Date(next.atMs).toISOString()).not.toThrow();
        },
      ),
    );
  });

  it('bounds a schedule that nobody checked, too', () => {
    expect(scheduledWaitMs({ kind: 'list', waitsMs: [9e15], repeatLast: true }, 2)).toBe(yearMs);
    expect(scheduledWaitMs({ kind: 'exponential', baseMs: 1, factor: 100, capMs: 9e15 }, 900)).toBe(yearMs);
    expect(scheduledWaitMs({ kind: 'linear', firstMs: 9e15, stepMs: 0 }, 1)).toBe(yearMs);
  });

  it('is told where a policy asks for more', () => {
    const refusal = (schedule: unknown) =>
      RetryPolicy.safeParse({ maxAttempts: 3, schedule }).error?.issues.map(({ path, message }) => [
        path.join('.'),
        message,
      ]);
    const tooLong = expect.stringContaining('366 days');
    expect(refusal({ kind: 'list', waitsMs: [1, 9e15] })).toEqual([['schedule.waitsMs.1', tooLong]]);
    expect(refusal({ kind: 'linear', firstMs: 9e15, stepMs: 9e15 })).toHaveLength(2);
    expect(refusal({ kind: 'exponential', baseMs: 9e15, factor: 100 })).toEqual([
      ['schedule.baseMs', tooLong],
    ]);
    expect(refusal({ kind: 'exponential', baseMs: 1, factor: 100, capMs: yearMs + 1 })).toEqual([
      ['schedule.capMs', tooLong],
    ]);
    expect(refusal({ kind: 'exponential', baseMs: 1, factor: 100, capMs: yearMs })).toBeUndefined();
  });
});
