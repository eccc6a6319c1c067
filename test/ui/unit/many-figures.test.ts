import { describe, expect, it } from 'vitest';
import { parseScenario } from '#core/retry/scenario-text.ts';
import { simulateMany } from '#core/retry/simulation/simulate-many.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';
import { figuresOf, sharedLoad, successAxis, timeBars } from '#renderer/features/simulate/many-figures.ts';
import { endedMarks, quantileMarks } from '#renderer/features/simulate/quantile-marks.ts';

const overMs = 3_600_000;
const run = simulateMany(
  Simulation.parse({
    policy: {
      maxAttempts: 6,
      schedule: { kind: 'list', waitsMs: [60_000, 600_000, 1_800_000] },
      jitter: { kind: 'full' },
    },
    scenario: parseScenario('down 0-30min; 20%: 503, else 200'),
    deliveries: 4000,
    arrivals: { overMs },
    seed: 3,
  }),
);

describe('the figures of many deliveries', () => {
  it('count deliveries and attempts apart', () => {
    const figures = Object.fromEntries(figuresOf([run]).map(({ name, values }) => [name, values[0]]));
    expect(figures['Deliveries: taken']).toBe(`${run.succeeded.toLocaleString('en-US')} of 4,000`);
    expect(figures['Attempts: in all']).toBe(run.attempts.toLocaleString('en-US'));
    expect(Number.parseFloat(figures.Succeeded ?? '')).toBeCloseTo(
      (run.succeededAttempts / run.attempts) * 100,
      0,
    );
  });

  it('put every delivery that succeeded into one bar, and each quantile between as many as it says', () => {
    const bars = timeBars([run]);
    const total = bars.reduce((sum, { values }) => sum + (values[0] ?? 0), 0);
    expect(total).toBe(run.succeeded);
    const axis = successAxis([run]);
    if (!axis) throw new Error('there is an axis where something succeeded');
    const below = (bar: number) =>
      bars.slice(0, Math.max(0, bar)).reduce((sum, { values }) => sum + (values[0] ?? 0), 0) / total;
    for (const { label, at } of quantileMarks(run, axis.place)) {
      const share = Number(label.slice(1)) / 100;
      const bar = Math.floor(at * bars.length);
      // What is counted comes in bars of the engine's own, so that one may lie a bar beside.
      expect(below(bar - 1)).toBeLessThanOrEqual(share + 0.01);
      expect(below(bar + 2)).toBeGreaterThanOrEqual(share - 0.01);
    }
  });

  it('mark when half, most and all deliveries had ended, as counted from what was still open', () => {
    const marks = endedMarks(run, overMs);
    expect(marks.map(({ label }) => label)).toEqual(['half ended', '90 %', '99 %', 'all']);
    for (const [at, { atMs }] of marks.entries()) {
      if (at > 0) expect(atMs).toBeGreaterThanOrEqual(marks[at - 1]?.atMs ?? 0);
    }
    expect(marks.at(-1)?.atMs).toBeGreaterThanOrEqual(run.endMs - run.load.bucketMs);
  });

  it('never has more failures than attempts in a second', () => {
    const { attemptsPerSecond, failuresPerSecond } = sharedLoad([run]);
    for (const [at, failed] of (failuresPerSecond[0] ?? []).entries())
      expect(failed).toBeLessThanOrEqual(attemptsPerSecond[0]?.[at] ?? 0);
    const failures = run.load.failures.reduce((sum, count) => sum + count, 0);
    expect(failures).toBe(run.attempts - run.succeededAttempts);
  });
});
