import { describe, expect, it } from 'vitest';
import { judgeAttempt, retryReasonOf } from '#core/retry/judge-attempt.ts';
import { nextAttempt } from '#core/retry/next-attempt.ts';
import { RetryPolicy } from '#core/retry/policy.ts';

const policy = (given: object) =>
  RetryPolicy.parse({
    maxAttempts: 5,
    schedule: { kind: 'list', waitsMs: [1000, 2000, 3000, 4000] },
    ...given,
  });

const kindOf = (given: object, result: Parameters<typeof judgeAttempt>[1]) =>
  judgeAttempt(policy(given), result).kind;

describe('a policy', () => {
  it('gives up where the answer carries the header that says so, whatever the case of its name and value', () => {
    const stop = { giveUpOnHeaders: [{ name: 'X-Stop', value: 'Yes' }] };
    const answered = (name: string, value: string) =>
      kindOf(stop, {
        status: 500,
        rawHeaders: [
          ['Date', 'today'],
          [name, value],
        ],
      });
    expect(answered('x-STOP', ' yES ')).toBe('give_up');
    expect(answered('x-stop', 'no')).toBe('retry');
    const rawHeaders: [string, string][] = [['X-Stop', 'Yes']];
    const told = judgeAttempt(policy(stop), { status: 500, rawHeaders });
    expect(told).toMatchObject({ reason: expect.stringContaining('by X-Stop: Yes.') });
    expect(answered('x-other', 'yes')).toBe('retry');
    expect(kindOf(stop, { status: 500 })).toBe('retry');
    expect(kindOf(stop, { status: 200, rawHeaders: [['X-Stop', 'Yes']] })).toBe('succeeded');
  });

  it('heeds a header without a value however it is set, and only with the statuses that are named', () => {
    const stop = { giveUpOnHeaders: [{ name: 'X-Stop', statuses: '400-499' }] };
    const rawHeaders: [string, string][] = [['X-Stop', 'anything']];
    expect(kindOf(stop, { status: 410, rawHeaders })).toBe('give_up');
    expect(kindOf(stop, { status: 500, rawHeaders })).toBe('retry');
  });

  it('tries again only after the statuses that are named', () => {
    const named = { retryOn: { statuses: '429,5xx' } };
    expect(kindOf(named, { status: 503 })).toBe('retry');
    expect(kindOf(named, { status: 429 })).toBe('retry');
    expect(kindOf(named, { status: 404 })).toBe('give_up');
    expect(kindOf({ retryOn: { statuses: 'all' } }, { status: 404 })).toBe('retry');
    expect(kindOf({ retryOn: { statuses: 'none' } }, { status: 503 })).toBe('give_up');
    expect(kindOf({ retryOn: { statuses: 'none' } }, { failed: 'reset' })).toBe('retry');
  });

  it('tries again after some statuses only where Retry-After comes with them', () => {
    const asked = { retryOn: { statuses: 'all', onlyWithRetryAfter: '429' } };
    expect(kindOf(asked, { status: 429 })).toBe('give_up');
    expect(kindOf(asked, { status: 429, retryAfterHeader: '3' })).toBe('retry');
    expect(kindOf(asked, { status: 500 })).toBe('retry');
  });

  it('tries again only after the failures that are named', () => {
    const named = { retryOn: { statuses: 'all', failures: ['reset', 'dns'] } };
    expect(kindOf(named, { failed: 'dns' })).toBe('retry');
    expect(kindOf(named, { failed: 'tls' })).toBe('give_up');
    expect(kindOf({ retryOn: { statuses: 'all', failures: 'none' } }, { failed: 'dns' })).toBe('give_up');
    expect(kindOf({ retryOn: { statuses: 'all', failures: 'all' } }, { failed: 'tls' })).toBe('retry');
    expect(judgeAttempt(policy(named), { failed: 'tls' })).toMatchObject({
      reason: expect.stringContaining('tls'),
    });
  });

  it('ends where the fewest retries that fit the status are used up', () => {
    const limited = policy({
      retryOn: {
        statuses: 'all',
        limits: [
          { statuses: '500', retries: 3 },
          { statuses: '5xx', retries: 1 },
        ],
      },
    });
    const following = (number: number, status: number) =>
      nextAttempt(limited, {
        number,
        outcome: { status },
        firstAtMs: 0,
        endedAtMs: 10,
        previousWaitMs: null,
        random: () => 0.5,
      });
    expect(following(1, 500)).toMatchObject({ kind: 'retry', waitMs: 1000 });
    expect(following(2, 500)).toMatchObject({ kind: 'dead_letter', reason: expect.stringContaining('once') });
    expect(following(3, 404)).toMatchObject({ kind: 'retry', waitMs: 3000 });
  });
});

describe('the wait that a receiver asks for', () => {
  const ended = (retryAfterHeader: string, number = 1) => ({
    number,
    outcome: { status: 503, retryAfterHeader },
    firstAtMs: 0,
    endedAtMs: 10,
    previousWaitMs: null,
    random: () => 0.5,
  });

  it('is followed up to the longest that the policy waits', () => {
    const bounded = policy({ retryAfter: 'honour', retryAfterMaxMs: 10_000 });
    expect(nextAttempt(bounded, ended('10'))).toEqual({
      kind: 'retry',
      atMs: 10_010,
      waitMs: 10_000,
      because: 'retry-after',
    });
    expect(nextAttempt(bounded, ended('11'))).toMatchObject({ waitMs: 10_000 });
  });

  it('ends the delivery where it is longer and the policy says so', () => {
    const strict = policy({ retryAfter: 'honour', retryAfterMaxMs: 10_000, retryAfterTooLong: 'give-up' });
    expect(nextAttempt(strict, ended('10'))).toMatchObject({ kind: 'retry', waitMs: 10_000 });
    expect(nextAttempt(strict, ended('11'))).toEqual({
      kind: 'dead_letter',
      reason: 'Retry-After asks for 11 s, longer than the policy waits.',
    });
  });

  it('is not looked at by a policy that ignores it', () => {
    const deaf = policy({ retryAfter: 'ignore' });
    expect(nextAttempt(deaf, ended('9'))).toEqual({ kind: 'retry', atMs: 1010, waitMs: 1000 });
  });
});

describe('why an attempt failed, in coarse words', () => {
  it.each([
    [{ status: 500 }, 'status'],
    [{ status: 300 }, 'redirects'],
    [{ status: 399 }, 'redirects'],
    [{ status: 400 }, 'status'],
    [{ status: 299 }, 'status'],
    [{ failed: 'response_timeout' as const }, 'timeout'],
    [{ failed: 'connect_timeout' as const }, 'timeout'],
    [{ failed: 'tls' as const }, 'tls'],
    [{ failed: 'refused' as const }, 'connection'],
    [{ failed: 'unreachable' as const }, 'connection'],
    [{ failed: 'invalid_response' as const }, 'other'],
    [{}, 'other'],
  ])('%j is %s', (result, reason) => expect(retryReasonOf(result)).toBe(reason));
});
