import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Advice, advise, dominates, missesBy, scoresOf } from '#core/retry/advice/advise.ts';
import { Goals, parseGoals } from '#core/retry/advice/goals.ts';
import { RetryPolicy } from '#core/retry/policy.ts';
import type { SimulationHooks } from '#core/retry/simulation/run.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('goals in words', () => {
  test.each<[string[], Partial<Goals>]>([
    [
      ['lose less than 0.1 % in a 6 h outage, under 50/s on return, delivered within 10 min after'],
      { maxLossShare: 0.001, outageMs: 6 * hour, maxPerSecond: 50, deliveredWithinMs: 10 * minute },
    ],
    [['lose nothing in an outage of 90 min'], { maxLossShare: 0, outageMs: 90 * minute }],
    [['under 120 per minute on return'], { maxPerSecond: 2 }],
    [['at most 12 attempts', 'in a 2 h outage'], { maxAttempts: 12, outageMs: 2 * hour }],
    [['Lose at most 1% and be delivered within 1h'], { maxLossShare: 0.01, deliveredWithinMs: hour }],
    [['under 50 attempts per second'], { maxPerSecond: 50 }],
  ])('%j', (texts, expected) => {
    expect(parseGoals(texts)).toMatchObject(expected);
  });

  test.each([[['be fast']], [['']], [['lose nothing, please']], [['lose 200 % in a 6 h outage']]])(
    'refuses %j with what there is to say',
    (texts) => {
      expect(() => parseGoals(texts)).toThrow(/no goal\. Some are/);
    },
  );
});

/** The outage by arithmetic: each delivery tries at fixed times, and the first one past the end succeeds. */
function byHand(waitsMs: number[], outageMs: number, deliveries: number) {
  const starts: number[] = [];
  let lost = 0;
  let attempts = 0;
  for (let index = 0; index < deliveries; index++) {
    let atMs = (index / deliveries) * outageMs;
    for (let at = 0; ; at++) {
      attempts++;
      if (atMs >= outageMs) {
        starts.push(atMs);
        break;
      }
      const waitMs = waitsMs[at];
      if (waitMs === undefined) {
        lost++;
        break;
      }
      // A refused connection takes a millisecond.
      atMs += 1 + waitMs;
    }
  }
  starts.sort((a, b) => a - b);
  const peak = Math.max(
    0,
    ...starts.map((from) => starts.filter((atMs) => atMs >= from && atMs < from + 1000).length),
  );
  return {
    lossShare: lost / deliveries,
    peakPerSecond: peak,
    recoveredMs: starts.length === 0 ? 0 : (starts.at(-1) ?? 0) + 50 - outageMs,
    attemptsPerDelivery: attempts / deliveries,
  };
}

test('scores are what arithmetic finds for schedules without chance', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1000, max: 900_000 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 60_000, max: 4_000_000 }),
      fc.integer({ min: 1, max: 300 }),
      (waitsMs, outageMs, deliveries) => {
        const policy = RetryPolicy.parse({
          maxAttempts: waitsMs.length + 1,
          schedule: { kind: 'list', waitsMs },
        });
        const scores = scoresOf(policy, { goals: Goals.parse({ outageMs }), deliveries, seed: 1 });
        const expected = byHand(waitsMs, outageMs, deliveries);
        expect(scores.lossShare).toBeCloseTo(expected.lossShare, 12);
        expect(scores.peakPerSecond).toBe(expected.peakPerSecond);
        expect(scores.recoveredMs).toBeCloseTo(expected.recoveredMs, 3);
        expect(scores.attemptsPerDelivery).toBeCloseTo(expected.attemptsPerDelivery, 9);
      },
    ),
    { numRuns: 60, seed: 5 },
  );
});

describe('advice', () => {
  const goals = parseGoals([
    'lose less than 0.1 % in a 2 h outage, under 20/s on return, delivered within 10 min',
  ]);
  const task = { goals, deliveries: 1000, candidates: 120, seed: 1 };
  let advice: Advice;
  beforeAll(() => {
    advice = advise(task);
  });

  test('chooses a policy that reaches all goals, and the simulator says the same of it', () => {
    const { chosen, played, front, others } = advice;
    expect(played).toBe(120);
    expect(front.length + others.length).toBe(120);
    expect(chosen.meetsGoals).toBe(true);
    expect(chosen.scores.lossShare).toBeLessThan(0.001);
    expect(chosen.scores.peakPerSecond).toBeLessThan(20);
    expect(chosen.scores.recoveredMs).toBeLessThanOrEqual(10 * minute);
    expect(scoresOf(chosen.policy, task)).toEqual(chosen.scores);
    expect(chosen.explanation.join(' ')).toMatch(/Last one delivered .* \(goal: within 10 min\)/);
  });

  test('has a front of which none beats another, and beyond it only what is beaten', () => {
    const { front, others } = advice;
    for (const { scores } of front)
      expect(front.some((other) => dominates(other.scores, scores))).toBe(false);
    for (const scores of others) expect(front.some((one) => dominates(one.scores, scores))).toBe(true);
  });

  test('is the same for the same seed', () => {
    expect(advise({ ...task, candidates: 30 })).toEqual(advise({ ...task, candidates: 30 }));
  });

  test('says what no policy can do, and comes as near as it gets', () => {
    const wanted = parseGoals(['lose nothing in a 1 h outage, under 2/s on return, delivered within 5 min']);
    const found = advise({ goals: wanted, deliveries: 2000, candidates: 40, seed: 1 });
    expect(found.chosen.meetsGoals).toBe(false);
    expect(found.limits.join(' ')).toMatch(
      /No policy reaches both: 2000 deliveries at under 2 a second take 16 min|17 min/,
    );
    expect(found.chosen.explanation.join(' ')).toMatch(/misses the goal/);
    expect(missesBy(wanted, found.chosen.scores)).toBeGreaterThan(0);
  });

  test('keeps to the attempts that are allowed', () => {
    const few = advise({
      goals: parseGoals(['lose nothing in a 6 h outage, at most 9 attempts']),
      deliveries: 200,
      candidates: 60,
      seed: 2,
    });
    for (const { policy } of [few.chosen, ...few.front]) expect(policy.maxAttempts).toBeLessThanOrEqual(9);
    expect(few.chosen.meetsGoals).toBe(true);
  });

  test('tells how far it is, and stops when it is cancelled', () => {
    const seen: number[] = [];
    const hooks: SimulationHooks = {
      onProgress: (done) => seen.push(done),
      isCancelled: () => seen.length > 5,
    };
    expect(() => advise(task, hooks)).toThrow(/cancelled/);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
