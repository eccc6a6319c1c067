import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { RetryPolicy, type RetryPolicyInput } from '#core/retry/policy.ts';
import type { ScenarioInput } from '#core/retry/scenario.ts';
import { arrivalMs } from '#core/retry/simulation/run.ts';
import { simulateMany } from '#core/retry/simulation/simulate-many.ts';
import { simulateOne } from '#core/retry/simulation/simulate-one.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';
import { scheduledWaitMs } from '#core/retry/wait.ts';

const down = { do: 'respond', status: 503 } as const;

function simulation(
  policy: RetryPolicyInput,
  scenario: ScenarioInput,
  more: Record<string, unknown> = {},
): Simulation {
  return Simulation.parse({ policy, scenario, ...more });
}

const schedules: fc.Arbitrary<RetryPolicyInput['schedule']> = fc.oneof(
  fc.record({
    kind: fc.constant('list' as const),
    waitsMs: fc.array(fc.nat(100_000), { maxLength: 6 }),
    repeatLast: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('linear' as const), firstMs: fc.nat(60_000), stepMs: fc.nat(60_000) }),
  fc.record({
    kind: fc.constant('exponential' as const),
    baseMs: fc.integer({ min: 1, max: 60_000 }),
    factor: fc.double({ min: 1, max: 4, noNaN: true }),
    capMs: fc.integer({ min: 1, max: 3_600_000 }),
  }),
);

const jitters: fc.Arbitrary<RetryPolicyInput['jitter']> = fc.constantFrom(
  { kind: 'none' as const },
  { kind: 'full' as const },
  { kind: 'equal' as const },
  { kind: 'decorrelated' as const },
  { kind: 'spread' as const, ratio: 0.2 },
);

const policies: fc.Arbitrary<RetryPolicyInput> = fc.record({
  maxAttempts: fc.integer({ min: 1, max: 8 }),
  schedule: schedules,
  jitter: jitters,
  horizonMs: fc.option(fc.nat(400_000)),
});

const scenarios: fc.Arbitrary<ScenarioInput> = fc.record({
  rules: fc.array(
    fc.record(
      {
        attempts: fc.record({
          from: fc.integer({ min: 1, max: 4 }),
          to: fc.option(fc.integer({ min: 4, max: 9 })),
        }),
        time: fc.record({ fromMs: fc.nat(50_000), untilMs: fc.integer({ min: 50_000, max: 500_000 }) }),
        chance: fc.double({ min: 0, max: 1, noNaN: true }),
        behaviour: fc.constantFrom(
          down,
          { do: 'hang' as const },
          { do: 'refuse' as const },
          { do: 'respond' as const, status: 410 },
        ),
      },
      { requiredKeys: ['behaviour'] },
    ),
    { maxLength: 4 },
  ),
});

describe('one simulated delivery', () => {
  test('begins each attempt exactly the scheduled wait after the one before ended', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const policy = RetryPolicy.parse({ maxAttempts: 7, schedule });
        const { attempts } = simulateOne(simulation(policy, { otherwise: down }));
        for (const [index, attempt] of attempts.entries()) {
          const next = attempts[index + 1];
          if (!next) continue;
          expect(next.startMs).toBe(
            attempt.endMs + (scheduledWaitMs(policy.schedule, attempt.number) ?? Number.NaN),
          );
          expect(attempt.waitMs).toBeCloseTo(next.startMs - attempt.endMs, 3);
        }
      }),
    );
  });

  test('is the same for the same seed', () => {
    fc.assert(
      fc.property(policies, scenarios, fc.integer(), (policy, scenario, seed) => {
        expect(simulateOne(simulation(policy, scenario, { seed }))).toEqual(
          simulateOne(simulation(policy, scenario, { seed })),
        );
      }),
    );
  });

  test('never begins an attempt past the horizon nor makes more than the policy allows', () => {
    fc.assert(
      fc.property(policies, scenarios, (policy, scenario) => {
        const { attempts } = simulateOne(simulation(policy, scenario));
        expect(attempts.length).toBeLessThanOrEqual(policy.maxAttempts ?? 1);
        if (typeof policy.horizonMs === 'number')
          expect(attempts.at(-1)?.startMs).toBeLessThanOrEqual(policy.horizonMs);
      }),
    );
  });

  test('ends in an outage window as soon as the receiver is back', () => {
    const result = simulateOne(
      simulation(
        { maxAttempts: 10, schedule: { kind: 'list', waitsMs: [60_000], repeatLast: true } },
        { rules: [{ time: { fromMs: 0, untilMs: 150_000 }, behaviour: { do: 'refuse' } }] },
      ),
    );
    expect(result.result).toBe('succeeded');
    expect(result.attempts.map((attempt) => attempt.failed ?? attempt.status)).toEqual([
      'refused',
      'refused',
      'refused',
      200,
    ]);
  });

  test('gives up at once on a status of the give-up set', () => {
    const result = simulateOne(
      simulation(
        { maxAttempts: 5, schedule: { kind: 'linear', firstMs: 1000, stepMs: 0 }, giveUpOn: '400-499,!429' },
        { otherwise: { do: 'respond', status: 410 } },
      ),
    );
    expect(result).toMatchObject({
      result: 'dead_letter',
      reason: 'The policy gives up on an answer of 410.',
    });
    expect(result.attempts).toHaveLength(1);
  });

  test.each([
    ['ignore', 1000],
    ['honour', 30_000],
    ['at-least', 30_000],
  ] as const)('with Retry-After on "%s" waits %d ms', (retryAfter, waitMs) => {
    const { attempts } = simulateOne(
      simulation(
        { maxAttempts: 2, schedule: { kind: 'list', waitsMs: [1000] }, retryAfter },
        { otherwise: { do: 'respond', status: 429, headers: [['Retry-After', '30']] } },
      ),
    );
    expect(attempts[0]?.waitMs).toBe(waitMs);
  });

  test('refuses a policy without an end, and says what would end it', () => {
    const endless = simulation(
      { maxAttempts: null, schedule: { kind: 'linear', firstMs: 1000, stepMs: 0 } },
      { otherwise: down },
    );
    expect(() => simulateOne(endless)).toThrow(TackleboxError);
    expect(() => simulateMany(endless)).toThrow(/never ends/);
  });
});

describe('many simulated deliveries', () => {
  test('sum up to just what each gives alone', () => {
    fc.assert(
      fc.property(
        policies,
        scenarios,
        fc.nat(1000),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(100_000),
        (policy, scenario, seed, deliveries, overMs) => {
          const run = simulation(policy, scenario, { seed, deliveries, arrivals: { overMs } });
          const many = simulateMany(run);
          const each = Array.from({ length: deliveries }, (_, index) =>
            simulateOne(run, { index, arrivalMs: arrivalMs(index, deliveries, overMs) }),
          );
          expect(many.succeeded).toBe(each.filter((one) => one.result === 'succeeded').length);
          expect(many.attempts).toBe(each.reduce((sum, one) => sum + one.attempts.length, 0));
          expect(many.attemptsPerDelivery.reduce((sum, count) => sum + count, 0)).toBe(deliveries);
          expect(many.load.attempts.reduce((sum, count) => sum + count, 0)).toBe(many.attempts);
          expect(many.load.open.at(-1)).toBe(0);
          const longest = Math.max(
            0,
            ...each.filter((one) => one.result === 'succeeded').map((one) => one.totalMs),
          );
          if (many.succeeded > 0) expect(many.timeToSuccessMs.max).toBeCloseTo(longest, 5);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('through one queue of events give the same as apart, while no bound is reached', () => {
    fc.assert(
      fc.property(
        policies,
        scenarios,
        fc.nat(1000),
        fc.integer({ min: 1, max: 60 }),
        (policy, scenario, seed, deliveries) => {
          const apart = simulateMany(
            simulation(policy, scenario, { seed, deliveries, arrivals: { overMs: 5000 } }),
          );
          const together = simulateMany(
            simulation(policy, scenario, {
              seed,
              deliveries,
              arrivals: { overMs: 5000 },
              receiver: { concurrency: 100_000 },
              sender: { concurrency: 100_000 },
            }),
          );
          // The mean alone depends on the order in which times were added up.
          const mean = expect.closeTo(apart.timeToSuccessMs.mean ?? 0, 6);
          expect(together).toEqual(
            apart.succeeded === 0 ? apart : { ...apart, timeToSuccessMs: { ...apart.timeToSuccessMs, mean } },
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test('wait in line where the sender has few places', () => {
    const many = simulateMany(
      simulation(
        { maxAttempts: 1 },
        {},
        { deliveries: 100, receiver: { latencyMs: 1000 }, sender: { concurrency: 10 } },
      ),
    );
    expect(many.peakQueueDepth).toBe(90);
    expect(many.endMs).toBe(10_000);
    expect(many.succeeded).toBe(100);
  });

  test('are rejected by a receiver with few places, and counted so', () => {
    const many = simulateMany(
      simulation(
        { maxAttempts: 3, schedule: { kind: 'list', waitsMs: [10_000], repeatLast: true } },
        {},
        { deliveries: 30, receiver: { latencyMs: 1000, concurrency: 10 } },
      ),
    );
    expect(many.overloaded).toBe(20 + 10);
    expect(many.succeeded).toBe(30);
  });

  test('spread out with jitter: the retry storm after an outage is lower', () => {
    const outage: ScenarioInput = { rules: [{ time: { fromMs: 0, untilMs: 1000 }, behaviour: down }] };
    const storm = (jitter: RetryPolicyInput['jitter']) =>
      simulateMany(
        simulation(
          { maxAttempts: 4, schedule: { kind: 'list', waitsMs: [60_000], repeatLast: true }, jitter },
          outage,
          { deliveries: 10_000 },
        ),
      ).load;
    const plain = storm({ kind: 'none' });
    const spread = storm({ kind: 'full' });
    expect(Math.max(...plain.attempts.slice(1))).toBeGreaterThan(5 * Math.max(...spread.attempts.slice(1)));
  });

  test('stop for a breaker and go on after it', () => {
    const many = simulateMany(
      simulation(
        { maxAttempts: 20, schedule: { kind: 'list', waitsMs: [100], repeatLast: true } },
        { rules: [{ time: { fromMs: 0, untilMs: 5000 }, behaviour: down }] },
        { deliveries: 1, receiver: { latencyMs: 0 }, sender: { breaker: { failures: 2, openMs: 4000 } } },
      ),
    );
    expect(many.attempts).toBe(5);
    expect(many.succeeded).toBe(1);
  });

  test('are no longer tried once the provider has switched the endpoint off', () => {
    const failing: ScenarioInput = { otherwise: down };
    const byCount = simulateMany(
      simulation(
        {
          maxAttempts: 2,
          schedule: { kind: 'list', waitsMs: [1000] },
          disableAfter: { failedDeliveries: 3 },
        },
        failing,
        { deliveries: 100, arrivals: { overMs: 1_000_000 }, receiver: { latencyMs: 0 } },
      ),
    );
    // One delivery each ten seconds, given up a second after it came: the third switches it off.
    expect(byCount).toMatchObject({ disabledAtMs: 21_000, attempts: 6, neverTried: 97, deadLetters: 100 });
    const byTime = simulateMany(
      simulation({ maxAttempts: 1, disableAfter: { failingMs: 50_000 } }, failing, {
        deliveries: 100,
        arrivals: { overMs: 1_000_000 },
        receiver: { latencyMs: 0 },
      }),
    );
    expect(byTime).toMatchObject({ disabledAtMs: 50_000, attempts: 6, neverTried: 94 });
    const healed = simulateMany(
      simulation(
        { maxAttempts: 1, disableAfter: { failedDeliveries: 3 } },
        { rules: [{ time: { fromMs: 0, untilMs: 15_000 }, behaviour: down }] },
        { deliveries: 100, arrivals: { overMs: 1_000_000 } },
      ),
    );
    expect(healed).toMatchObject({ disabledAtMs: null, deadLetters: 2, neverTried: 0 });
  });

  test('end with "cancelled" when asked to', () => {
    const run = simulation({ maxAttempts: 2 }, {}, { deliveries: 10_000 });
    expect(() => simulateMany(run, { isCancelled: () => true })).toThrow(/cancelled/);
  });

  test('tell how far they are', () => {
    const seen: number[] = [];
    simulateMany(simulation({ maxAttempts: 1 }, {}, { deliveries: 10_000 }), {
      onProgress: (done) => seen.push(done),
    });
    expect(seen).toEqual([0, 4096, 8192, 10_000]);
  });
});
