import { describe, expect, test } from 'vitest';
import { atATime, capacityAfter } from '#core/retry/advice/capacity.ts';
import { RetryPolicy, type RetryPolicyInput } from '#core/retry/policy.ts';
import { simulateOne } from '#core/retry/simulation/simulate-one.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';

const hour = 3_600_000;

const everyTenMinutes: RetryPolicyInput = {
  maxAttempts: 40,
  schedule: { kind: 'linear', firstMs: 600_000, stepMs: 0 },
};
const jittered: RetryPolicyInput = {
  maxAttempts: 15,
  schedule: { kind: 'exponential', baseMs: 5000, factor: 3, capMs: 1_200_000 },
  jitter: { kind: 'full' },
};

const task = (policy: RetryPolicyInput, more: { deliveries?: number; latencyMs?: number } = {}) => ({
  policy: RetryPolicy.parse(policy),
  outageMs: 2 * hour,
  deliveries: 1200,
  latencyMs: 400,
  seed: 1,
  ...more,
});

/** Each delivery played alone, and its attempts after the outage put together by counting. */
function counted({ policy, outageMs, deliveries, latencyMs, seed }: ReturnType<typeof task>) {
  const simulation = Simulation.parse({
    policy,
    scenario: { rules: [{ time: { fromMs: 0, untilMs: outageMs }, behaviour: { do: 'refuse' } }] },
    seed,
    deliveries,
    receiver: { latencyMs },
  });
  const spans = Array.from({ length: deliveries }, (_, index) =>
    simulateOne(simulation, { index, arrivalMs: (index / deliveries) * outageMs }).attempts.filter(
      ({ startMs }) => startMs >= outageMs,
    ),
  ).flat();
  return {
    attempts: spans.length,
    perSecond: Math.max(
      ...spans.map(
        ({ startMs: from }) => spans.filter(({ startMs }) => startMs >= from && startMs < from + 1000).length,
      ),
    ),
    atOnce: Math.max(
      ...spans.map(
        ({ startMs: now }) => spans.filter(({ startMs, endMs }) => startMs <= now && endMs > now).length,
      ),
    ),
    lastMs: Math.max(...spans.map(({ endMs }) => endMs)) - outageMs,
    spans,
  };
}

describe('what a receiver has to bear after an outage', () => {
  test.each([
    ['every ten minutes', everyTenMinutes],
    ['with growing, jittered waits', jittered],
  ])('is what counting finds, for attempts %s', (_name, policy) => {
    const given = task(policy);
    const { load, recoveredMs, waiting, lostBefore } = capacityAfter(given);
    const expected = counted(given);
    expect(load.attempts).toBe(expected.attempts);
    expect(load.peakPerSecond).toBe(expected.perSecond);
    expect(load.peakConcurrency).toBe(expected.atOnce);
    expect(recoveredMs).toBeCloseTo(expected.lastMs, 3);
    expect(waiting + lostBefore).toBe(given.deliveries);
    expect(load.perBucket.reduce((sum, count) => sum + count, 0)).toBe(expected.attempts);
  });

  test('keeps to Little’s law: at a time, on average, the rate times what one takes', () => {
    const given = task(everyTenMinutes, { latencyMs: 2000 });
    const { spans } = counted(given);
    const { load } = capacityAfter(given);
    const firstMs = Math.min(...spans.map(({ startMs }) => startMs));
    const lengthMs = Math.max(...spans.map(({ endMs }) => endMs)) - firstMs;
    const busyMs = spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    const average = busyMs / lengthMs;
    expect(average).toBeCloseTo((load.attempts / lengthMs) * 2000, 9);
    expect(load.peakConcurrency).toBeGreaterThanOrEqual(Math.floor(average));
    expect(load.peakConcurrency).toBeLessThanOrEqual(load.peakPerSecond * 2);
    // 1200 deliveries in two hours, all tried again within ten minutes: two a second.
    expect(load.attempts / (lengthMs / 1000)).toBeCloseTo(2, 0);
    expect(atATime(50, 200)).toBe(10);
    expect(atATime(3, 50)).toBe(1);
  });

  test('says it in a sentence with the figures', () => {
    const { sentence, load, waiting } = capacityAfter(task(jittered));
    expect(sentence).toContain(`After an outage of 2 h with ${waiting} deliveries waiting`);
    expect(sentence).toContain(
      `bear ${load.peakPerSecond} requests a second and ${load.peakConcurrency} at a time`,
    );
  });

  test('turns nothing away at the top of the curve, and takes longer or loses more further down', () => {
    const { curve, least, lostBefore, load } = capacityAfter(task(jittered));
    expect(curve[0]?.perSecond).toBe(load.peakPerSecond);
    const last = curve.at(-1);
    expect(last?.turnedAway).toBeGreaterThan(curve[0]?.turnedAway ?? 0);
    expect((last?.lost ?? 0) > lostBefore || (last?.recoveredMs ?? 0) > (curve[0]?.recoveredMs ?? 0)).toBe(
      true,
    );
    expect(least.lost).toBe(lostBefore);
  });

  test('says so where nothing waits any more', () => {
    const { sentence, waiting, lostBefore } = capacityAfter(task({ maxAttempts: 1 }));
    expect({ waiting, lostBefore }).toEqual({ waiting: 0, lostBefore: 1200 });
    expect(sentence).toMatch(/Nothing waits any more.*all 1200 deliveries were given up/);
  });
});
