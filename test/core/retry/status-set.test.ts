import { describe, expect, it } from 'vitest';
import { longestWaitMs } from '#core/retry/longest-wait.ts';
import { RetryPolicy } from '#core/retry/policy.ts';
import { retryAfterMs } from '#core/retry/retry-after.ts';
import { retryHeadersOf } from '#core/retry/retry-headers.ts';
import { anyStatusIn, statusIn, statusSetProblem } from '#core/retry/status-set.ts';

describe('a set of status codes', () => {
  it.each([
    ['2xx', [200, 299], [199, 300, 2]],
    ['404', [404], [403, 405]],
    ['400-499, !408 ,!429', [400, 407, 409, 499], [399, 408, 429, 500]],
    ['!4xx, 404', [404], [400, 403]],
    ['5xx,304', [500, 599, 304], [303, 600]],
  ])('%s has %j and not %j', (set, inside, outside) => {
    expect(inside.filter((status) => !statusIn(set, status))).toEqual([]);
    expect(outside.filter((status) => statusIn(set, status))).toEqual([]);
    // Once more, as it is remembered.
    expect(inside.every((status) => statusIn(set, status))).toBe(true);
  });

  it.each([
    ['200-299', null],
    ['100-599', null],
    ['2xx,300-200', '300-200 runs backwards: write 200-300'],
    ['099', '99-99 is outside the status codes 100 to 599'],
    ['600', '600-600 is outside the status codes 100 to 599'],
    ['9xx', '900-999 is outside the status codes 100 to 599'],
  ])('%s: %s', (set, problem) => expect(statusSetProblem(set)).toBe(problem));

  it('is empty where no final answer is in it', () => {
    expect(['200', '599', '!2xx,250'].map(anyStatusIn)).toEqual([true, true, true]);
    expect(['100-199', '!200-599', '200,!2xx'].map(anyStatusIn)).toEqual([false, false, false]);
  });
});

describe('Retry-After', () => {
  const nowMs = Date.UTC(2026, 10, 21, 12);

  it.each([
    ['120', 120_000],
    [' 7 ', 7000],
    ['999999999999', longestWaitMs],
    ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
    ['Saturday, 21-Nov-26 12:00:30 GMT', 30_000],
    ['Sat Nov 21 12:00:30 2026 GMT', 30_000],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['1.5', null],
    ['x120', null],
    ['120s', null],
    ['-1', null],
    ['2026-11-21 Sat, 12:00', null],
    ['2026-11-21', null],
    ['', null],
  ])('%j is %s ms', (value, ms) => expect(retryAfterMs(value, nowMs)).toBe(ms));
});

describe('what a retry tells of itself', () => {
  const policy = RetryPolicy.parse({
    maxAttempts: 3,
    schedule: { kind: 'list', waitsMs: [1000, 1000] },
    retryHeaders: [
      { name: 'X-Num', value: '{retry} of {attempt}' },
      { name: 'X-Reason', value: '{reason}' },
      { name: 'X-First', value: '{firstAtSeconds} {firstAtMs} {firstAt} {unknown}' },
    ],
    retryReasons: { timeout: 'http_timeout' },
  });
  const news = (number: number, before: object) =>
    Object.fromEntries(retryHeadersOf(policy, { number, firstAtMs: 1500.7, before }));

  it('is nothing at the first attempt', () => {
    expect(retryHeadersOf(policy, { number: 1, firstAtMs: 0, before: {} })).toEqual([]);
  });

  it('is its number, why the one before failed, and when the first began', () => {
    expect(news(2, { failed: 'response_timeout' })).toEqual({
      'X-Num': '1 of 2',
      'X-Reason': 'http_timeout',
      'X-First': '1 1500 1970-01-01T00:00:01.500Z {unknown}',
    });
    expect(news(3, { status: 500 })).toMatchObject({ 'X-Num': '2 of 3', 'X-Reason': 'http_error' });
  });

  it('is the provider’s word for all else where it has one', () => {
    const other = { ...policy, retryReasons: { other: 'unknown_error' } };
    const told = retryHeadersOf(other, { number: 2, firstAtMs: 0, before: { failed: 'tls' } });
    expect(told[1]).toEqual(['X-Reason', 'unknown_error']);
  });

  it('is our own word where the provider’s are not known', () => {
    const { retryReasons: _, ...plain } = policy;
    const told = retryHeadersOf(plain, { number: 2, firstAtMs: 0, before: { failed: 'reset' } });
    expect(told[1]).toEqual(['X-Reason', 'connection_failed']);
  });

  it('is nothing where the policy names no headers', () => {
    const { retryHeaders: _, ...silent } = policy;
    expect(retryHeadersOf(silent, { number: 2, firstAtMs: 0, before: {} })).toEqual([]);
  });
});
