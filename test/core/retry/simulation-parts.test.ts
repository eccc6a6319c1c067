import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogHistogram } from '#core/numbers/log-histogram.ts';
import { memberSeed, seededRandom } from '#core/numbers/seeded-random.ts';
import { EndpointSwitch, SwitchCounts } from '#core/retry/endpoint-switch.ts';
import type { Schedule } from '#core/retry/policy.ts';
import { Behaviour } from '#core/retry/scenario.ts';
import { EventHeap } from '#core/retry/simulation/event-heap.ts';
import { playBehaviour } from '#core/retry/simulation/play-behaviour.ts';
import { TimeSeries } from '#core/retry/simulation/time-series.ts';
import { statusIn } from '#core/retry/status-set.ts';
import { jitteredMs } from '#core/retry/wait.ts';

describe('the event heap', () => {
  test('gives events back by time, then by delivery, whatever the order they came in', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(1000)), { maxLength: 300 }), (events) => {
        const heap = new EventHeap(1);
        for (const [atMs, item] of events) heap.push(atMs, item);
        const out: [number, number][] = [];
        while (heap.size > 0) {
          out.push([heap.nextMs, heap.nextItem]);
          heap.pop();
        }
        expect(out).toEqual([...events].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
      }),
    );
  });

  test('puts a successor in the place of the root', () => {
    const heap = new EventHeap(4);
    heap.push(1, 1);
    heap.push(2, 2);
    heap.push(3, 3);
    heap.replaceRoot(2.5, 9);
    expect([heap.nextMs, heap.nextItem, heap.size]).toEqual([2, 2, 3]);
  });
});

describe('the histogram of durations', () => {
  test('gives quantiles within half a percent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 500 }),
        fc.constantFrom(0.5, 0.9, 0.99),
        (values, share) => {
          const histogram = new LogHistogram();
          for (const value of values) histogram.add(value);
          const exact =
            [...values].sort((a, b) => a - b)[Math.max(1, Math.ceil(share * values.length)) - 1] ??
            Number.NaN;
          expect(Math.abs((histogram.quantileMs(share) ?? Number.NaN) - exact)).toBeLessThanOrEqual(
            exact * 0.006 + 0.01,
          );
        },
      ),
    );
  });

  test('shares all values out among its bars', () => {
    const histogram = new LogHistogram();
    for (let i = 0; i < 1000; i++) histogram.add(i * i);
    expect(histogram.bars(20).reduce((sum, bar) => sum + bar.count, 0)).toBe(1000);
  });

  test('has no quantile without values', () => {
    expect(new LogHistogram().quantileMs(0.5)).toBeNull();
  });
});

describe('counts over time', () => {
  test('keep every count when the time axis doubles', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e9), { minLength: 1, maxLength: 200 }), (times) => {
        const series = new TimeSeries(1);
        for (const time of times) series.add(0, time);
        const { lanes, bucketMs } = series.read(100);
        expect(lanes[0]?.reduce((sum, count) => sum + count, 0)).toBe(times.length);
        expect(lanes[0]?.length).toBeLessThanOrEqual(100);
        expect((lanes[0]?.length ?? 0) * bucketMs).toBeGreaterThan(Math.max(...times));
      }),
    );
  });
});

describe('chance', () => {
  test('gives neighbouring deliveries streams of their own', () => {
    const first = Array.from({ length: 1000 }, (_, member) => seededRandom(memberSeed(7, member))());
    expect(new Set(first).size).toBeGreaterThan(990);
    const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
    expect(mean).toBeGreaterThan(0.45);
    expect(mean).toBeLessThan(0.55);
  });

  const schedule: Schedule = { kind: 'exponential', baseMs: 1000, factor: 2, capMs: 60_000 };
  test.each([
    [{ kind: 'none' }, 8000, 8000],
    [{ kind: 'full' }, 0, 8000],
    [{ kind: 'equal' }, 4000, 8000],
    [{ kind: 'decorrelated' }, 1000, 12_000],
    [{ kind: 'spread', ratio: 0.25 }, 6000, 10_000],
  ] as const)('mixed in as %j keeps a wait of 8 s between %d and %d ms', (jitter, least, most) => {
    const random = seededRandom(3);
    const waits = Array.from({ length: 500 }, () => jitteredMs(jitter, 8000, schedule, 4000, random));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...waits)).toBeLessThanOrEqual(most);
    if (least !== most) expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan((most - least) * 0.9);
  });
});

describe('a played behaviour', () => {
  const play = (behaviour: unknown, timeoutMs = 1000) =>
    playBehaviour(Behaviour.parse(behaviour), { timeoutMs, latencyMs: 50 });

  test.each([
    [{ do: 'respond', status: 204 }, 204, null, 50],
    [{ do: 'respond', delayMs: 5000 }, null, 'response_timeout', 1000],
    [{ do: 'hang' }, null, 'response_timeout', 1000],
    [{ do: 'refuse' }, null, 'refused', 1],
    [{ do: 'reset' }, null, 'reset', 50],
    [{ do: 'empty_reply' }, null, 'reset', 50],
    [{ do: 'garbage' }, null, 'invalid_response', 50],
    [{ do: 'bad_chunk' }, null, 'invalid_response', 50],
    [{ do: 'wrong_length', declaredBytes: 10, body: 'short' }, null, 'invalid_response', 50],
    [{ do: 'wrong_length', declaredBytes: 2, body: 'short' }, 200, null, 50],
    // 57 bytes of head come with it: HTTP/1.1 200 OK, Content-Length: 5, Connection: close.
    [{ do: 'drip', body: 'abcde', chunkBytes: 10, everyMs: 100 }, 200, null, 650],
    [{ do: 'drip', body: 'abcde', chunkBytes: 1, everyMs: 100 }, null, 'response_timeout', 1000],
    [{ do: 'reset', afterBytes: 61, body: 'abcde' }, null, 'reset', 50],
    [{ do: 'reset', afterBytes: 62, body: 'abcde' }, 200, null, 50],
    [{ do: 'pause_body', body: 'é', afterBytes: 2, pauseMs: 400 }, 200, null, 50],
    [{ do: 'half_close', status: 204 }, 204, null, 50],
    [{ do: 'bad_chunk', status: 304 }, 304, null, 50],
    [{ do: 'informational', code: 101 }, null, 'invalid_response', 50],
    [{ do: 'pause_body', body: 'abc', afterBytes: 1, pauseMs: 400 }, 200, null, 450],
    [{ do: 'half_close', body: 'abc' }, null, 'invalid_response', 50],
    [{ do: 'informational', code: 103 }, 200, null, 50],
  ])('%j ends with status %s, failure %s after %d ms', (behaviour, status, failed, endsAfterMs) => {
    expect(play(behaviour)).toMatchObject({ status, failed, endsAfterMs });
  });
});

describe('a set of status codes', () => {
  test.each([
    ['200-299', 204, true],
    ['2xx,304', 304, true],
    ['2xx', 304, false],
    ['400-499,!408,!429', 429, false],
    ['400-499,!408,!429', 410, true],
    [' 5xx , !503 ', 503, false],
  ])('%s holds %d: %s', (set, status, held) => {
    expect(statusIn(set, status)).toBe(held);
  });
});

describe('what a switch has counted', () => {
  const rule = fc.oneof(
    fc.record({ failedAttempts: fc.integer({ min: 2, max: 6 }) }),
    fc.record({ failedDeliveries: fc.integer({ min: 2, max: 4 }) }),
    fc.record({
      failingMs: fc.integer({ min: 1000, max: 50_000 }),
      minAttempts: fc.integer({ min: 1, max: 4 }),
    }),
    fc.record({
      failureShare: fc.constantFrom(0.5, 0.9),
      withinMs: fc.integer({ min: 5000, max: 60_000 }),
      minAttempts: fc.integer({ min: 2, max: 5 }),
    }),
    fc.record({
      failedAttempts: fc.integer({ min: 2, max: 4 }),
      withinMs: fc.integer({ min: 5000, max: 60_000 }),
      recovery: fc.record({ afterMs: fc.integer({ min: 1000, max: 10_000 }), factor: fc.constant(2) }),
    }),
  );

  test('goes on the same after it was kept and read back, at any moment', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(fc.nat(8000), fc.constantFrom('ok', 'failed', 'given up')), { maxLength: 40 }),
        fc.nat(40),
        (disableAfter, steps, cut) => {
          const whole = new EndpointSwitch({ disableAfter });
          let parted = new EndpointSwitch({ disableAfter });
          let nowMs = 1_700_000_000_000;
          for (const [at, [waitMs, what]] of steps.entries()) {
            nowMs += waitMs;
            if (at === cut && !whole.isOff(nowMs)) {
              const kept = JSON.parse(JSON.stringify(parted.save()));
              parted = new EndpointSwitch({ disableAfter });
              if (kept !== null) parted.restore(SwitchCounts.parse(kept));
            }
            const turns = [whole, parted].map((one) =>
              what === 'given up'
                ? one.deliveryGivenUp(nowMs)
                : one.attemptEnded(nowMs, { success: what === 'ok', status: null }),
            );
            expect(turns[1]).toBe(turns[0]);
            expect(parted.isOff(nowMs)).toBe(whole.isOff(nowMs));
          }
        },
      ),
    );
  });
});
