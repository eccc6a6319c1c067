import { describe, expect, test } from 'vitest';
import { testEngine } from '../../support/engine.ts';
import { writeDelivery } from '../../support/written-history.ts';

const minute = 60_000;
const untilMs = Date.parse('2026-11-17T12:00:00Z');
const sinceMs = untilMs - 6 * 60 * minute;
const since = new Date(sinceMs).toISOString();
const until = new Date(untilMs).toISOString();
const target = 'http://127.0.0.1:9/hooks';

/** One delivery a minute for six hours, one attempt each; down from 2 h to 3 h. */
async function engineWithOutage() {
  const made = await testEngine({ listen: false });
  const { history } = made.engine.parts;
  history.transaction(() => {
    for (let at = 0; at < 360; at++) {
      const isDown = at >= 120 && at < 180;
      writeDelivery(history, `${target}?n=${at}`, [
        {
          startedAtMs: sinceMs + at * minute,
          durationMs: isDown ? 2 : 80,
          answer: isDown ? { status: 503, retryAfter: '120' } : { status: 200 },
        },
      ]);
    }
    writeDelivery(history, 'http://127.0.0.1:9/elsewhere', [
      { startedAtMs: sinceMs + minute, durationMs: 1, answer: { failed: 'refused' } },
    ]);
  });
  return made;
}

describe('retry.incident', () => {
  test("reads one target's history, and fits its outage and its latency", async () => {
    const { client } = await engineWithOutage();
    const result = await client.retry.incident({ target, since, until });
    expect(result).toMatchObject({ since, until, bounded: false, replays: [] });
    expect(result.measured).toMatchObject({
      attempts: 360,
      failures: 60,
      deliveries: 360,
      deliveriesWithoutSuccess: 60,
      causes: [{ cause: '503', count: 60 }],
    });
    expect(result.measured.outages).toMatchObject([
      { fromMs: 119.5 * minute, untilMs: 179.5 * minute, attempts: 60, goesOn: false },
    ]);
    const down = result.scenario.measured?.find(({ fromMs }) => fromMs === 119.5 * minute);
    expect(down?.mix[0]?.behaviour).toMatchObject({ status: 503, headers: [['Retry-After', '120']] });
    expect(result.arrivalsMs).toHaveLength(360);
  });

  test('an origin stands for all of its addresses, a path for itself', async () => {
    const { client } = await engineWithOutage();
    const attemptsOf = async (url: string) =>
      (await client.retry.incident({ target: url, since, until })).measured.attempts;
    expect(await attemptsOf('http://127.0.0.1:9')).toBe(361);
    expect(await attemptsOf('http://127.0.0.1:9/elsewhere')).toBe(1);
  });

  test('plays policies against it, each with a sentence', async () => {
    const { client, event } = await engineWithOutage();
    const result = await client.retry.incident({
      target,
      since,
      until,
      runId: 'tuesday',
      policies: [
        { policy: { maxAttempts: 8, schedule: { kind: 'list', waitsMs: [10 * minute], repeatLast: true } } },
        { provider: 'standard-webhooks' },
        { policy: { maxAttempts: 1 } },
        { policy: { maxAttempts: 1, disableAfter: { failedAttempts: 5 } } },
      ],
    });
    const [patient, obedient, hasty, strict] = result.replays;
    expect(patient).toMatchObject({ policyOrigin: 'given', lost: { most: 0 }, switchedOff: null });
    // It follows the measured Retry-After of two minutes, and so its ten attempts are over in twenty.
    expect(obedient).toMatchObject({ provider: 'standard-webhooks', policyOrigin: 'provider' });
    expect(obedient?.lost.mean).toBeGreaterThan(35);
    expect(obedient?.lost.mean).toBeLessThan(45);
    expect(hasty?.lost.mean).toBeCloseTo(60, 0);
    expect(hasty?.sentence).toMatch(/17 % of 360 deliveries would have been lost/);
    expect(strict).toMatchObject({ policyOrigin: 'given', switchedOff: { forGood: true } });
    expect(strict?.lost.mean).toBeGreaterThan(230);
    expect(strict?.sentence).toMatch(/It would have removed the webhook/);
    await event('retry.progress', ({ runId }) => runId === 'tuesday');
  });

  test('gives the scenario in a form that a simulation takes', async () => {
    const { client } = await engineWithOutage();
    const { scenario, arrivalsMs } = await client.retry.incident({ target, since, until });
    const { many } = await client.retry.simulate({
      policy: { maxAttempts: 1 },
      scenario,
      deliveries: 360,
      arrivals: { atMs: arrivalsMs },
      receiver: { latencyMs: 0 },
    });
    expect(many?.deadLetters).toBe(60);
  });

  test('refuses what it cannot answer, and says why', async () => {
    const { client } = await engineWithOutage();
    const refusals: [Parameters<typeof client.retry.incident>[0], RegExp][] = [
      [{ target: 'http://127.0.0.1:9/nowhere', since, until }, /No attempt at .*nowhere/],
      [{ target, since: until, until: since }, /later than since/],
      [{ target, since: 'Tuesday' }, /neither a time/],
      [{ target: 'nowhere' }, /http/],
      [{ target, since, until, policies: [{}] }, /Name a provider/],
    ];
    for (const [input, reason] of refusals)
      await expect(client.retry.incident(input)).rejects.toThrow(reason);
  });
});
