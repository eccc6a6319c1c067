import { expect, test } from 'vitest';
import { testEngine } from '../../support/engine.ts';

test('advice comes from a thread of its own, tells how far it is, and its policy can be exported', async () => {
  const { client, event } = await testEngine({ listen: false });
  const advice = await client.retry.advise({
    goals: ['lose nothing in a 1 h outage', 'under 30/s on return'],
    deliveries: 500,
    candidates: 60,
    runId: 'advice',
  });
  expect(advice).toMatchObject({ played: 60, chosen: { meetsGoals: true } });
  await event('retry.progress', ({ runId, total }) => runId === 'advice' && total === 60);
  const { policy } = advice.chosen;
  await expect(client.retry.exportPolicy({ policy, tool: 'svix' })).resolves.toMatchObject({
    language: 'toml',
    policyOrigin: 'given',
  });
  await expect(client.retry.advise({ goals: ['be quick'] })).rejects.toThrow(/"be quick" is no goal/);
});

test('a search is cancelled while it runs and while it waits, and those behind it go on', async () => {
  const { client, event } = await testEngine({ listen: false });
  const long = { goals: ['lose nothing in a 6 h outage'], deliveries: 100_000, candidates: 5000 };
  const controllers = [1, 2, 3].map(() => new AbortController());
  const runs = controllers.map(({ signal }, at) =>
    client.retry.advise({ ...long, runId: `run ${at}` }, { signal }).then(
      () => 'done',
      (error: { code?: string }) => error.code,
    ),
  );
  await event('retry.progress', ({ runId }) => runId === 'run 0');
  const behind = client.retry.advise({
    goals: ['lose nothing in a 1 h outage'],
    deliveries: 10,
    candidates: 5,
  });
  controllers[2]?.abort();
  expect(await runs[2]).toBe('cancelled');
  controllers[0]?.abort();
  expect(await runs[0]).toBe('cancelled');
  expect((await behind).played).toBe(5);
  controllers[1]?.abort();
  expect(await runs[1]).toBe('cancelled');
});

test('capacity takes a provider’s policy and says whose it is', async () => {
  const { client } = await testEngine({ listen: false });
  const capacity = await client.retry.capacity({
    provider: 'standard-webhooks',
    outageMs: 3_600_000,
    deliveries: 600,
  });
  expect(capacity).toMatchObject({ policyOrigin: 'provider', waiting: 600, lostBefore: 0 });
  expect(capacity.sentence).toMatch(/600 deliveries waiting, bear \d+ requests a second/);
});
