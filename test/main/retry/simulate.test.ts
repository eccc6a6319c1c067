import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '#core/contract/index.ts';
import { testEngine } from '../../support/engine.ts';

describe('retry.simulate', () => {
  test("takes a provider's own policy, and says whose it is", async () => {
    const { client } = await testEngine();
    const documented = await client.retry.simulate({ provider: 'standard-webhooks', scenario: 'then 500' });
    expect(documented).toMatchObject({ policyOrigin: 'provider', result: 'dead_letter' });
    expect(documented.attempts).toHaveLength(10);
    await expect(client.retry.simulate({ provider: 'stripe', scenario: 'then 500' })).resolves.toMatchObject({
      policyOrigin: 'hint',
    });
  });

  test('sums up many in a thread of its own, the same as in this one', async () => {
    const { client } = await testEngine();
    const input = { provider: 'standard-webhooks', scenario: '50%: 503, else 200', seed: 7 };
    const inThread = await client.retry.simulate({ ...input, deliveries: 5000 });
    const again = await client.retry.simulate({ ...input, deliveries: 5000 });
    expect(inThread.many).toEqual(again.many);
    expect(inThread.many?.deliveries).toBe(5000);
  });

  test('tells how far it is, and can be cancelled', async () => {
    const { client, engine } = await testEngine();
    const controller = new AbortController();
    const seen: EngineEvent[] = [];
    engine.subscribe((batch) => {
      seen.push(...batch.filter(({ type }) => type === 'retry.progress'));
      if (seen.length > 0) controller.abort();
    });
    const run = client.retry.simulate(
      {
        policy: { maxAttempts: 200, schedule: { kind: 'list', waitsMs: [1000], repeatLast: true } },
        scenario: 'then 500',
        deliveries: 1_000_000,
        runId: 'long',
      },
      { signal: controller.signal },
    );
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen[0]).toMatchObject({ runId: 'long', total: 1_000_000 });
  });

  test.each([
    [{ scenario: '500' }, /policy or a provider|Name a provider/],
    [{ provider: 'nobody', scenario: '500' }, /There is no provider "nobody"/],
    [{ provider: 'stripe', scenario: '500, wat' }, /At character 6/],
    [{ provider: 'stripe', deliveries: 0 }, /deliveries: at least one delivery/],
    [{ provider: 'stripe', deliveries: 1_000_001 }, /deliveries/],
    [{ policy: { maxAttempts: 0 } }, /policy.maxAttempts/],
    [{ policy: { schedule: { kind: 'list' as const, waitsMs: [-1] } } }, /policy.schedule/],
    [{ policy: { horizonMs: 1e15 } }, /policy.horizonMs/],
  ])('refuses %j, and says why', async (input, reason) => {
    const { client } = await testEngine();
    await expect(client.retry.simulate(input)).rejects.toThrow(reason);
  });
});
