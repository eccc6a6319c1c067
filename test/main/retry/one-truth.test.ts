import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { RetryPolicy, type RetryPolicyInput } from '#core/retry/policy.ts';
import { simulateOne } from '#core/retry/simulation/simulate-one.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';
import { countingServer, inTurn, status } from '../../support/counting-server.ts';
import { testEngine } from '../../support/engine.ts';

const jitters: fc.Arbitrary<RetryPolicyInput['jitter']> = fc.constantFrom(
  { kind: 'none' as const },
  { kind: 'full' as const },
  { kind: 'equal' as const },
  { kind: 'decorrelated' as const },
  { kind: 'spread' as const, ratio: 0.5 },
);

const cases = fc.record({
  policy: fc.record({
    maxAttempts: fc.integer({ min: 1, max: 4 }),
    schedule: fc.record({
      kind: fc.constant('list' as const),
      waitsMs: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
      repeatLast: fc.boolean(),
    }),
    jitter: jitters,
    giveUpOn: fc.constantFrom(undefined, '410'),
    retryOn: fc.constantFrom(undefined, { statuses: '500,429,410' }, { statuses: 'none' as const }),
  }),
  statuses: fc.array(fc.constantFrom(500, 503, 429, 410, 404), { maxLength: 4 }),
  seed: fc.nat(1_000_000),
});

test('simulation, fast-forward and queue wait as long and end alike, from the same seed', async () => {
  const { client } = await testEngine();
  const get = (deliveryId: string) => client.deliveries.get({ deliveryId });
  await fc.assert(
    fc.asyncProperty(cases, async ({ policy: given, statuses, seed }) => {
      const policy = RetryPolicy.parse(given);
      const answers = [...statuses.map((code) => status(code)), status(200)];
      const told = simulateOne(
        Simulation.parse({
          policy,
          seed,
          scenario: {
            rules: statuses.map((code, at) => ({
              attempts: { from: at + 1, to: at + 1 },
              behaviour: { do: 'respond', status: code },
            })),
          },
        }),
      );
      const expected = told.attempts.map(({ status: code, waitMs }) => [code, waitMs]);

      const forward = await countingServer(inTurn(...answers));
      const live = await countingServer(inTurn(...answers));
      try {
        const event = { provider: 'generic', payload: { hello: 1 } };
        const run = await client.retry.fastForward({
          policy,
          seed,
          target: { url: forward.url },
          event,
          factor: 1,
        });
        expect(run.attempts.map(({ status: code, waitMs }) => [code, waitMs])).toEqual(expected);
        expect([run.result, run.reason]).toEqual([told.result, told.reason]);

        const sent = await client.deliveries.send({
          ...event,
          target: { url: live.url },
          retryPolicy: policy,
          seed,
        });
        await expect
          .poll(async () => (await get(sent.deliveryId)).state, { timeout: 20_000 })
          .toMatch(/succeeded|failed|dead_letter/);
        const delivery = await get(sent.deliveryId);
        expect(
          delivery.attemptList.map(({ outcome, sequel }) => [
            outcome?.kind === 'responded' ? outcome.status : null,
            sequel?.kind === 'retry' ? sequel.waitMs : null,
          ]),
        ).toEqual(expected);
        const last = delivery.attemptList.at(-1)?.sequel;
        expect(last?.kind === 'gave_up' ? last.reason : null).toBe(told.reason);
        expect(live.received.map(({ body }) => body)).toEqual(forward.received.map(({ body }) => body));
      } finally {
        await forward.close();
        await live.close();
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

test('a Retry-After date counts from the answer, in fast-forward as in a simulation', async () => {
  const { client } = await testEngine();
  const policy = {
    maxAttempts: 3,
    schedule: { kind: 'list' as const, waitsMs: [7_200_000, 1000] },
    retryAfter: 'honour' as const,
  };
  const server = await countingServer(
    inTurn(
      status(503),
      (_request, response) =>
        response.writeHead(503, { 'Retry-After': new Date(Date.now() + 600_000).toUTCString() }).end(),
      status(200),
    ),
  );
  onTestFinished(server.close);
  const run = await client.retry.fastForward({
    policy,
    target: { url: server.url },
    event: { provider: 'generic' },
    withinMs: 200,
  });
  // Two hours have passed in virtual time: the date is still ten minutes ahead of whoever wrote it.
  expect(run.attempts[1]?.waitMs).toBeGreaterThan(590_000);
  expect(run.attempts[1]).toMatchObject({ waitBecause: 'retry-after' });

  const told = await client.retry.simulate({
    policy,
    startsAt: '2026-03-01T12:00:00Z',
    scenario: {
      rules: [
        {
          attempts: { from: 1, to: 1 },
          behaviour: {
            do: 'respond',
            status: 503,
            headers: [['Retry-After', 'Sun, 01 Mar 2026 12:10:00 GMT']],
          },
        },
      ],
    },
    receiver: { latencyMs: 0 },
  });
  expect(told.attempts?.[0]).toMatchObject({ waitMs: 600_000, waitBecause: 'retry-after' });
});

test('a wait of thirty days in real time is waited for, not skipped', async () => {
  const { client } = await testEngine();
  const server = await countingServer(status(500));
  onTestFinished(server.close);
  const controller = new AbortController();
  const run = client.retry.fastForward(
    {
      policy: { maxAttempts: 2, schedule: { kind: 'list', waitsMs: [30 * 86_400_000] } },
      target: { url: server.url },
      event: { provider: 'generic' },
      factor: 1,
    },
    { signal: controller.signal },
  );
  await server.receivedAtLeast(1);
  // A second request would come within a few milliseconds, were the timer too long for its own bound.
  await expect(Promise.race([server.receivedAtLeast(2), client.system.info({})])).resolves.toHaveProperty(
    'version',
  );
  expect(server.received).toHaveLength(1);
  controller.abort();
  await expect(run).rejects.toMatchObject({ code: 'cancelled' });
});
