import { expect, test } from 'vitest';
import { simulateMany } from '#core/retry/simulation/simulate-many.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';

const hourly = { maxAttempts: 300, schedule: { kind: 'linear', firstMs: 3_600_000, stepMs: 0 } };

/** Whether a run was refused before it had told of any progress. */
function refusedAtOnce(simulation: Record<string, unknown>): string | null {
  let looks = 0;
  try {
    simulateMany(Simulation.parse(simulation), {
      onProgress: () => looks++,
      isCancelled: () => looks > 0,
    });
  } catch (error) {
    return looks === 0 && error instanceof Error ? error.message : null;
  }
  return null;
}

test('a run of too many attempts is refused before any work', () => {
  const down = { otherwise: { do: 'refuse' } };
  expect(refusedAtOnce({ policy: hourly, scenario: down, deliveries: 1_000_000 })).toMatch(
    /about 300,000,000 attempts/,
  );
});

test('so is one that a bounded receiver could make so long by turning attempts away', () => {
  const up = { policy: hourly, scenario: {}, deliveries: 1_000_000 };
  expect(refusedAtOnce({ ...up, receiver: { perSecond: 1 } })).toMatch(/about 300,000,000 attempts/);
  expect(refusedAtOnce(up)).toBeNull();
  expect(refusedAtOnce({ ...up, receiver: { perSecond: 1 }, deliveries: 100_000 })).toBeNull();
});
