import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/numbers/seeded-random.ts';
import { type EndedAttempt, nextAttempt } from '#core/retry/next-attempt.ts';
import { RetryPolicy, type RetryPolicyInput } from '#core/retry/policy.ts';

const following = (policy: RetryPolicyInput, ended: Partial<EndedAttempt>) =>
  nextAttempt(RetryPolicy.parse(policy), {
    number: 1,
    firstAtMs: 0,
    endedAtMs: 1000,
    outcome: { status: 500 },
    random: seededRandom(1),
    previousWaitMs: null,
    ...ended,
  });

const list = (...waitsMs: number[]) => ({ kind: 'list' as const, waitsMs });

describe('after an attempt', () => {
  it('a success ends it, by what the policy calls one', () => {
    expect(following({}, { outcome: { status: 204 } })).toEqual({ kind: 'succeeded' });
    expect(following({ success: '2xx,304' }, { outcome: { status: 304 } })).toEqual({ kind: 'succeeded' });
    expect(following({ success: '200' }, { outcome: { status: 201 } })).toMatchObject({
      kind: 'dead_letter',
    });
  });

  it('the next one waits as the schedule says, from the end of the last', () => {
    expect(following({ maxAttempts: 3, schedule: list(10, 20) }, { number: 2 })).toEqual({
      kind: 'retry',
      atMs: 1020,
      waitMs: 20,
    });
  });

  it('an answer that the policy gives up on ends it at once', () => {
    const policy = { maxAttempts: 9, schedule: list(1, 1), giveUpOn: '400-499,!429' };
    expect(following(policy, { outcome: { status: 410 } })).toMatchObject({
      kind: 'dead_letter',
      reason: expect.stringContaining('410'),
    });
    expect(following(policy, { outcome: { status: 429 } })).toMatchObject({ kind: 'retry' });
  });

  it('attempts, list and horizon each end it, and say which did', () => {
    const schedule = list(10, 10, 10, 10);
    expect(following({ maxAttempts: 3, schedule }, { number: 3 })).toEqual({
      kind: 'dead_letter',
      reason: 'All 3 attempts are used up.',
    });
    expect(following({ maxAttempts: null, schedule }, { number: 5 })).toMatchObject({
      reason: expect.stringContaining('list'),
    });
    expect(following({ maxAttempts: 9, schedule, horizonMs: 1005 }, {})).toMatchObject({
      reason: expect.stringContaining('horizon'),
    });
    expect(following({ maxAttempts: 9, schedule, horizonMs: 1010 }, {})).toMatchObject({ kind: 'retry' });
  });

  it('a failure without an answer is retried like any other', () => {
    expect(
      following({ maxAttempts: 2, schedule: list(5) }, { outcome: { failed: 'refused' } }),
    ).toMatchObject({
      kind: 'retry',
      waitMs: 5,
    });
  });

  it('Retry-After counts as the policy says, in seconds or as a date', () => {
    const endedAtMs = Date.UTC(2026, 0, 1);
    const policy = (retryAfter: 'ignore' | 'honour' | 'at-least') => ({
      maxAttempts: 2,
      schedule: list(60_000),
      retryAfter,
    });
    const wait = (retryAfter: 'ignore' | 'honour' | 'at-least', retryAfterHeader: string) =>
      following(policy(retryAfter), {
        firstAtMs: endedAtMs,
        endedAtMs,
        outcome: { status: 503, retryAfterHeader },
      });
    expect(wait('ignore', '5')).toMatchObject({ waitMs: 60_000 });
    expect(wait('honour', '5')).toMatchObject({ waitMs: 5000 });
    expect(wait('at-least', '5')).toMatchObject({ waitMs: 60_000 });
    expect(wait('at-least', '90')).toMatchObject({ waitMs: 90_000 });
    expect(wait('honour', 'Thu, 01 Jan 2026 00:00:07 GMT')).toMatchObject({ waitMs: 7000 });
    expect(wait('honour', 'soon')).toMatchObject({ waitMs: 60_000 });
  });
});

it('never begins before the last one ended, nor past the horizon, whatever the policy', () => {
  const jitter = fc.constantFrom<NonNullable<RetryPolicyInput['jitter']>>(
    { kind: 'none' },
    { kind: 'full' },
    { kind: 'equal' },
    { kind: 'decorrelated' },
    { kind: 'spread', ratio: 0.5 },
  );
  const schedule = fc.oneof(
    fc.record({
      kind: fc.constant('list' as const),
      waitsMs: fc.array(fc.nat(1e7), { maxLength: 9 }),
      repeatLast: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('linear' as const), firstMs: fc.nat(1e6), stepMs: fc.nat(1e6) }),
    fc.record({
      kind: fc.constant('exponential' as const),
      baseMs: fc.integer({ min: 1, max: 1e6 }),
      factor: fc.integer({ min: 1, max: 100 }),
    }),
  );
  fc.assert(
    fc.property(
      schedule,
      jitter,
      fc.nat(1e9),
      fc.integer({ min: 1, max: 500 }),
      fc.nat(),
      (plan, mix, horizonMs, number, seed) => {
        const endedAtMs = 1e9 + seed;
        const next = following(
          { maxAttempts: null, schedule: plan, jitter: mix, horizonMs },
          {
            number,
            firstAtMs: endedAtMs - 5000,
            endedAtMs,
            random: seededRandom(seed),
            previousWaitMs: 1000,
          },
        );
        if (next.kind !== 'retry') return;
        expect(next.atMs).toBe(endedAtMs + next.waitMs);
        expect(next.waitMs).toBeGreaterThanOrEqual(0);
        expect(next.atMs).toBeLessThanOrEqual(endedAtMs - 5000 + horizonMs);
      },
    ),
  );
});
