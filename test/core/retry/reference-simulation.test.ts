import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RetryPolicy } from '#core/retry/policy.ts';
import { simulateMany } from '#core/retry/simulation/simulate-many.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';
import { type ModelRun, referenceSimulation } from '../../support/reference-simulation.ts';

/** Odd lengths, so that no two things of different deliveries happen at the very same time. */
const oddMs = fc.integer({ min: 1, max: 40_000 }).map((ms) => ms + Math.SQRT1_2 / 7);

const runs = (
  bounds: fc.Arbitrary<Pick<ModelRun, 'receiverPlaces' | 'receiverPerSecond' | 'senderPlaces'>>,
) =>
  fc
    .record({
      maxAttempts: fc.integer({ min: 1, max: 7 }),
      waitsMs: fc.array(oddMs, { minLength: 1, maxLength: 6 }),
      repeatLast: fc.boolean(),
      fullJitter: fc.boolean(),
      horizonMs: fc.option(fc.integer({ min: 1000, max: 120_000 })),
      timeoutMs: fc.integer({ min: 5, max: 900 }),
      latencyMs: fc.integer({ min: 1, max: 1000 }).map((ms) => ms + Math.SQRT2 / 3),
      down: fc.array(fc.tuple(fc.nat(40_000), fc.integer({ min: 1, max: 60_000 })), { maxLength: 2 }),
      failing: fc.constantFrom(0, 0.1, 0.6),
      deliveries: fc.integer({ min: 2, max: 40 }),
      overMs: fc.integer({ min: 1000, max: 50_000 }).map((ms) => ms + Math.PI / 11),
      seed: fc.nat(1_000_000),
      bounds,
    })
    .map(
      ({ bounds: given, down, ...run }): ModelRun => ({
        ...run,
        ...given,
        down: down.map(([from, length]): [number, number] => [from, from + length]),
      }),
    );

const unbounded = fc.constant({
  receiverPlaces: Number.POSITIVE_INFINITY,
  receiverPerSecond: Number.POSITIVE_INFINITY,
  senderPlaces: Number.POSITIVE_INFINITY,
});
const bounded = fc.record({
  receiverPlaces: fc.constantFrom(1, 2, 5, Number.POSITIVE_INFINITY),
  receiverPerSecond: fc.constantFrom(0.7, 3, Number.POSITIVE_INFINITY),
  senderPlaces: fc.constantFrom(1, 3, Number.POSITIVE_INFINITY),
});

function simulated(run: ModelRun) {
  const bound = (name: string, value: number) => (Number.isFinite(value) ? { [name]: value } : {});
  return simulateMany(
    Simulation.parse({
      policy: RetryPolicy.parse({
        maxAttempts: run.maxAttempts,
        schedule: { kind: 'list', waitsMs: run.waitsMs, repeatLast: run.repeatLast },
        jitter: { kind: run.fullJitter ? 'full' : 'none' },
        horizonMs: run.horizonMs,
        timeoutMs: run.timeoutMs,
      }),
      scenario: {
        rules: [
          ...run.down.map(([fromMs, untilMs]) => ({
            time: { fromMs, untilMs },
            behaviour: { do: 'refuse' as const },
          })),
          ...(run.failing === 0
            ? []
            : [{ chance: run.failing, behaviour: { do: 'respond' as const, status: 500 } }]),
        ],
      },
      seed: run.seed,
      deliveries: run.deliveries,
      arrivals: { overMs: run.overMs },
      receiver: {
        latencyMs: run.latencyMs,
        ...bound('concurrency', run.receiverPlaces),
        ...bound('perSecond', run.receiverPerSecond),
      },
      sender: bound('concurrency', run.senderPlaces),
    }),
  );
}

/** By the nearest rank. */
const quantile = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? null;

const near = (found: number | null, expected: number | null): void => {
  if (expected === null || found === null) expect(found).toBe(expected);
  // Buckets of the histogram are 0.55 % wide, and a millisecond more near 0.
  else expect(Math.abs(found - expected)).toBeLessThanOrEqual(0.0056 * (expected + 1));
};

/** Every figure that Simulate shows, against what the model counts. */
function compare(run: ModelRun): void {
  const { attempts, deliveries, longestLine } = referenceSimulation(run);
  const many = simulated(run);
  const succeeded = deliveries.filter((one) => one.succeeded);
  expect(many).toMatchObject({
    deliveries: run.deliveries,
    events: run.deliveries,
    attempts: attempts.length,
    succeeded: succeeded.length,
    eventsSucceeded: succeeded.length,
    succeededAttempts: attempts.filter((one) => one.succeeded).length,
    deadLetters: deliveries.length - succeeded.length,
    overloaded: attempts.filter((one) => one.overloaded).length,
    peakQueueDepth: longestLine,
    neverTried: 0,
  });
  expect(many.deadLetterRate).toBeCloseTo(1 - succeeded.length / deliveries.length, 12);
  const tries = Array.from({ length: Math.max(...deliveries.map((one) => one.attempts)) }, () => 0);
  for (const one of deliveries) tries[one.attempts - 1] = (tries[one.attempts - 1] ?? 0) + 1;
  expect(many.attemptsPerDelivery).toEqual(tries);
  const seconds = new Map<number, number>();
  for (const { startMs } of attempts) {
    const second = Math.floor(startMs / 1000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  expect(many.load.peakAttemptsPerSecond).toBe(Math.max(...seconds.values()));
  expect(many.endMs).toBeCloseTo(Math.max(...deliveries.map((one) => one.endMs)), 6);
  for (const [quantiles, values] of [
    [many.timeToSuccessMs, succeeded.map((one) => one.endMs - one.bornMs)],
    [many.attemptMs, attempts.map((one) => one.endMs - one.startMs)],
  ] as const) {
    const sorted = values.toSorted((a, b) => a - b);
    near(quantiles.p50, quantile(sorted, 0.5));
    near(quantiles.p90, quantile(sorted, 0.9));
    near(quantiles.p99, quantile(sorted, 0.99));
    near(quantiles.p999, quantile(sorted, 0.999));
    if (sorted.length > 0) {
      expect(quantiles.max).toBeCloseTo(sorted.at(-1) ?? 0, 6);
      expect(quantiles.mean).toBeCloseTo(sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length, 6);
    }
  }
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  expect(sum(many.load.attempts)).toBe(attempts.length);
  expect(sum(many.load.failures)).toBe(attempts.filter((one) => !one.succeeded).length);
  expect(sum(many.timeToSuccessBars.map(({ count }) => count))).toBe(succeeded.length);
  for (const [bucket, open] of many.load.open.entries()) {
    const endMs = (bucket + 1) * many.load.bucketMs;
    const came = deliveries.filter((one) => one.bornMs < endMs).length;
    expect(open).toBe(came - deliveries.filter((one) => one.endMs < endMs).length);
  }
}

test('every figure of deliveries on their own is what a plain model counts', () => {
  fc.assert(fc.property(runs(unbounded), compare), { numRuns: 150, seed: 11 });
});

test('every figure of deliveries that share a receiver and a sender is what a plain model counts', () => {
  fc.assert(fc.property(runs(bounded), compare), { numRuns: 150, seed: 11 });
});
