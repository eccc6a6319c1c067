import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '#core/numbers/seeded-random.ts';
import { fitIncident } from '#core/retry/incident/fit-incident.ts';
import { percent, replayInWords } from '#core/retry/incident/incident-words.ts';
import type { MeasuredAttempt } from '#core/retry/incident/measured-attempt.ts';
import { replayIncident } from '#core/retry/incident/replay-incident.ts';
import { RetryPolicy, type RetryPolicyInput } from '#core/retry/policy.ts';

const hour = 3_600_000;
const sinceMs = Date.parse('2026-11-17T00:00:00Z');

/** A target as a model of its own has it: up with some failures, down in spans, with latencies of a known spread. */
interface Model {
  hours: number;
  perHour: number;
  downHours: [number, number][];
  failureShare: number;
  failingStatus: number;
  down: Pick<MeasuredAttempt, 'status' | 'failed'>;
  medianMs: number;
  /** The latency is the median times e^(spread * normal). */
  spread: number;
  retryWaitsMs: number[];
}

const model: Model = {
  hours: 24,
  perHour: 200,
  downHours: [[9, 11.5]],
  failureShare: 0.03,
  failingStatus: 500,
  down: { status: null, failed: 'refused' },
  medianMs: 120,
  spread: 0.5,
  retryWaitsMs: [60_000, 300_000, 1_800_000],
};

/** The attempts that such a target leaves behind, in no order, and when its deliveries came. */
function historyOf(told: Model, seed: number): { attempts: MeasuredAttempt[]; arrivalsMs: number[] } {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const attempts: MeasuredAttempt[] = [];
  const arrivalsMs: number[] = [];
  for (let atMs = 0; ; ) {
    atMs += (-Math.log(1 - random()) * hour) / told.perHour;
    if (atMs >= told.hours * hour) break;
    arrivalsMs.push(atMs);
    let startMs = atMs;
    for (const [number, waitMs] of [...told.retryWaitsMs, null].entries()) {
      const isDown = told.downHours.some(([from, to]) => startMs >= from * hour && startMs < to * hour);
      const fails = random() < told.failureShare;
      const latencyMs = told.medianMs * Math.exp(told.spread * normal());
      const succeeded = !isDown && !fails;
      if (startMs < told.hours * hour)
        attempts.push({
          delivery: arrivalsMs.length,
          number: number + 1,
          dueAtMs: sinceMs + startMs,
          startedAtMs: sinceMs + startMs,
          durationMs: isDown ? 1 : latencyMs,
          succeeded,
          ...(isDown ? told.down : { status: fails ? told.failingStatus : 200, failed: null }),
          retryAfterSeconds: null,
        });
      if (succeeded || waitMs === null) break;
      startMs += latencyMs + waitMs;
    }
  }
  return { attempts, arrivalsMs };
}

const spanOf = ({ hours }: Model) => ({ sinceMs, untilMs: sinceMs + hours * hour });
const fitted = (told: Model, seed = 1) => {
  const history = historyOf(told, seed);
  return { ...history, ...fitIncident(history.attempts, spanOf(told)) };
};

const replay = (told: Model, policy: RetryPolicyInput, seed = 1) => {
  const { scenario, arrivalsMs } = fitted(told, seed);
  return replayIncident({
    policy: RetryPolicy.parse(policy),
    scenario,
    arrivalsMs,
    startsAtMs: sinceMs,
    seed: 1,
  });
};

describe('fitting an incident to a history with known parameters', () => {
  test('finds each outage where it was, as exactly as attempts tell', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 2, max: 12 }),
        fc.double({ min: 0.3, max: 4, noNaN: true }),
        fc.constantFrom(0, 0.02, 0.2, 0.5),
        (seed, from, lengthHours, failureShare) => {
          const told = {
            ...model,
            failureShare,
            downHours: [
              [from, from + lengthHours],
              [19, 20],
            ] as [number, number][],
          };
          const { outages } = fitted(told, seed).measured;
          expect(outages).toHaveLength(2);
          for (const [at, [fromHour, untilHour]] of told.downHours.entries()) {
            const found = outages[at];
            if (!found) throw new Error('an outage is missing');
            // A failure by chance beside it makes it longer; how many attempts that is depends on chance alone.
            const looseMs = failureShare === 0 ? 1 : 0.3 * hour;
            expect(found.fromMs).toBeGreaterThan(fromHour * hour - found.fromGivenOrTakenMs - looseMs);
            expect(found.fromMs).toBeLessThan(fromHour * hour + found.fromGivenOrTakenMs + 1);
            expect(found.untilMs).toBeLessThan(untilHour * hour + found.untilGivenOrTakenMs + looseMs);
            expect(found.untilMs).toBeGreaterThan(untilHour * hour - found.untilGivenOrTakenMs - 1);
            expect(found.causes[0]?.cause).toBe('refused');
          }
        },
      ),
      { numRuns: 20, seed: 9 },
    );
  });

  test('takes no streak of bad luck for an outage', () => {
    let mistakes = 0;
    for (let seed = 1; seed <= 20; seed++) {
      for (const failureShare of [0.05, 0.3, 0.6])
        mistakes += fitted({ ...model, downHours: [], failureShare, perHour: 60 }, seed).measured.outages
          .length;
    }
    expect(mistakes).toBeLessThanOrEqual(2);
  });

  test('keeps the mix of failures, the mean latency and its quantiles of the time outside', () => {
    const { scenario, attempts, measured } = fitted(model, 3);
    const [outage] = measured.outages;
    if (!outage) throw new Error('no outage');
    const outside = attempts.filter(
      ({ startedAtMs }) => startedAtMs - sinceMs < outage.fromMs || startedAtMs - sinceMs >= outage.untilMs,
    );
    const last = scenario.measured?.at(-1);
    expect(last?.untilMs).toBeNull();
    const answers = (last?.mix ?? []).flatMap(({ share, behaviour }) =>
      behaviour.do === 'respond' ? [{ share, ...behaviour }] : [],
    );
    const shareOf = (status: number) =>
      answers.filter((answer) => answer.status === status).reduce((sum, { share }) => sum + share, 0);
    const failed = outside.filter(({ succeeded }) => !succeeded);
    expect(shareOf(500)).toBeCloseTo(failed.length / outside.length, 9);
    expect(shareOf(200)).toBeCloseTo(1 - failed.length / outside.length, 9);
    const mean = answers.reduce((sum, { share, delayMs }) => sum + share * delayMs, 0);
    expect(mean).toBeCloseTo(
      outside.reduce((sum, { durationMs }) => sum + durationMs, 0) / outside.length,
      2,
    );
    // The model's own quantiles: median * e^(0.5 * z).
    const sorted = answers.toSorted((a, b) => a.delayMs - b.delayMs);
    const quantile = (share: number) => {
      let sum = 0;
      for (const answer of sorted) {
        sum += answer.share;
        if (sum >= share) return answer.delayMs;
      }
      return Number.NaN;
    };
    for (const [share, z] of [
      [0.5, 0],
      [0.9, 1.2816],
      [0.99, 2.3263],
    ] as const) {
      const expected = model.medianMs * Math.exp(model.spread * z);
      expect(quantile(share) / expected).toBeGreaterThan(0.85);
      expect(quantile(share) / expected).toBeLessThan(1.25);
    }
  });

  test('has windows that cover the whole span without a gap, and every attempt in one of them', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 300 }), (seed, perHour) => {
        const { measured, scenario } = fitted({ ...model, perHour }, seed);
        expect(measured.spans[0]?.fromMs).toBe(0);
        expect(measured.spans.at(-1)?.untilMs).toBe(24 * hour);
        for (const [at, span] of measured.spans.entries())
          if (at > 0) expect(span.fromMs).toBe(measured.spans[at - 1]?.untilMs);
        const counted = measured.spans.reduce((sum, { attempts }) => sum + attempts, 0);
        expect(counted).toBe(measured.attempts);
        for (const { mix } of scenario.measured ?? [])
          expect(mix.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 30, seed: 7 },
    );
  });

  test('takes a delivery for arrived when its first attempt was due', () => {
    const { arrivalsMs } = historyOf(model, 5);
    const again = fitted(model, 5).arrivalsMs;
    expect(again).toHaveLength(arrivalsMs.length);
    for (const [at, atMs] of arrivalsMs.entries()) expect(again[at]).toBeCloseTo(atMs, 3);
  });

  test('says what it assumes where the span ends in an outage, and where nothing ever succeeded', () => {
    expect(fitted({ ...model, downHours: [[20, 30]] }).measured.assumptions.join(' ')).toMatch(/not over/);
    expect(fitted({ ...model, downHours: [[0, 30]] }).measured.assumptions.join(' ')).toMatch(
      /Nothing succeeded/,
    );
  });

  test('leaves out what says nothing of the target', () => {
    const one: MeasuredAttempt = {
      delivery: 1,
      number: 1,
      dueAtMs: sinceMs,
      startedAtMs: sinceMs,
      durationMs: 5,
      succeeded: false,
      status: null,
      failed: 'interrupted',
      retryAfterSeconds: null,
    };
    expect(fitIncident([one, { ...one, failed: 'cancelled' }], spanOf(model)).measured.attempts).toBe(0);
  });
});

describe('playing policies against a fitted incident', () => {
  test('loses with one attempt what came in the outage and what failed by chance', () => {
    const { arrivalsMs } = historyOf(model, 1);
    const down = arrivalsMs.filter((atMs) => atMs >= 9 * hour && atMs < 11.5 * hour).length;
    const expected = (down + (arrivalsMs.length - down) * model.failureShare) / arrivalsMs.length;
    const { lostShare, deliveries } = replay(model, { maxAttempts: 1 });
    expect(deliveries).toBe(arrivalsMs.length);
    expect(lostShare.mean).toBeGreaterThan(expected - 0.01);
    expect(lostShare.mean).toBeLessThan(expected + 0.01);
  });

  test('loses nothing with a policy that outlasts the outage', () => {
    const result = replay(model, {
      maxAttempts: 12,
      schedule: { kind: 'list', waitsMs: [600_000, 1_800_000, hour], repeatLast: true },
    });
    expect(result.lost.most).toBe(0);
    expect(replayInWords("Ours'", result)).toMatch(/^With Ours' policy nothing of \d+ deliveries/);
  });

  test('loses what came more than the whole schedule before the end', () => {
    const waitsMs = [60_000, 600_000, 1_200_000];
    const reachMs = waitsMs.reduce((sum, ms) => sum + ms, 0);
    const told = { ...model, failureShare: 0 };
    const { arrivalsMs } = historyOf(told, 1);
    const lost = arrivalsMs.filter((atMs) => atMs >= 9 * hour && atMs + reachMs < 11.5 * hour).length;
    const { lost: found } = replay(told, { maxAttempts: 4, schedule: { kind: 'list', waitsMs } });
    expect(Math.abs(found.mean - lost)).toBeLessThanOrEqual(2);
  });

  test('switches the endpoint off where the policy does, and loses all that comes then', () => {
    const told = { ...model, failureShare: 0 };
    const { arrivalsMs } = historyOf(told, 1);
    const result = replay(told, { maxAttempts: 1, disableAfter: { failedAttempts: 8 } });
    const after = arrivalsMs.filter((atMs) => atMs >= 9 * hour).length;
    expect(Math.abs(result.lost.mean - after)).toBeLessThanOrEqual(2);
    expect(result.switchedOff).toMatchObject({ plays: result.plays, forGood: true });
    expect(Math.abs((result.switchedOff?.atMs ?? 0) - 9 * hour)).toBeLessThan(0.2 * hour);
    expect(replayInWords("Shopify's", result)).toMatch(/removed the webhook 9 h/);
  });

  test('times out where the history answered more slowly than the policy waits', () => {
    const told = { ...model, downHours: [], failureShare: 0, medianMs: 4000, spread: 0.3 };
    const patient = replay(told, { maxAttempts: 1, timeoutMs: 60_000 });
    const hasty = replay(told, { maxAttempts: 1, timeoutMs: 4000 });
    expect(patient.lost.most).toBe(0);
    expect(hasty.lostShare.mean).toBeGreaterThan(0.4);
    expect(hasty.lostShare.mean).toBeLessThan(0.6);
  });
});

test('shares are written with as many digits as say something', () => {
  expect([0, 0.004, 0.0004, 0.25, 1].map(percent)).toEqual(['0 %', '0.4 %', '0.04 %', '25 %', '100 %']);
});
