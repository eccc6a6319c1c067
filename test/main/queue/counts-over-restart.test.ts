import { expect, test } from 'vitest';
import { countingServer, status } from '../../support/counting-server.ts';
import { testEngine } from '../../support/engine.ts';
import { send } from '../../support/http.ts';
import { openQueueEngine } from '../../support/queue-engine.ts';
import { testDir } from '../../support/temp-dir.ts';

const post = async (
  port: number,
  webhookId: string,
  headers: Record<string, string> = {},
): Promise<number> => {
  const url = `http://127.0.0.1:${port}/v1/hooks/${webhookId}`;
  return (await send(url, { method: 'POST', headers, body: '{}' })).status;
};

test('an answer script goes on where it was before a restart', async () => {
  const dataDir = await testDir('counts');
  const answers = [500, 501, 502, 503].map((code) => ({ status: code, headers: [], body: '', delayMs: 0 }));
  const first = await testEngine({ dataDir });
  const { webhookId } = await first.client.endpoints.create({ name: 'in turn' });
  await first.client.endpoints.update({ webhookId, answer: { kind: 'sequence', answers, atEnd: 'cycle' } });
  expect([await post(first.port, webhookId), await post(first.port, webhookId)]).toEqual([500, 501]);
  await first.close();

  const second = await testEngine({ dataDir });
  expect([await post(second.port, webhookId), await post(second.port, webhookId)]).toEqual([502, 503]);
  // What was deleted in between was counted all the same.
  const { items } = await second.client.deliveries.list({});
  await second.client.deliveries.delete({ deliveryIds: items.map(({ deliveryId }) => deliveryId) });
  await second.close();

  const third = await testEngine({ dataDir });
  expect(await post(third.port, webhookId)).toBe(500);
  await third.client.endpoints.update({
    webhookId,
    answer: { kind: 'sequence', answers, atEnd: 'repeat-last' },
  });
  expect(await post(third.port, webhookId)).toBe(500);
  await third.close();

  const fourth = await testEngine({ dataDir });
  expect(await post(fourth.port, webhookId)).toBe(501);
});

test('a scenario counts the attempts of each delivery over a restart', async () => {
  const dataDir = await testDir('counts');
  const scenario = {
    rules: [{ attempts: { from: 1, to: 2 }, behaviour: { do: 'respond' as const, status: 503 } }],
  };
  const first = await testEngine({ dataDir });
  const { webhookId } = await first.client.endpoints.create({ name: 'twice', provider: 'github' });
  await first.client.endpoints.update({
    webhookId,
    enforce: 'never',
    answer: { kind: 'scenario', scenario, seed: 1 },
  });
  const one = { 'X-GitHub-Delivery': 'one', 'X-GitHub-Event': 'push' };
  const two = { 'X-GitHub-Delivery': 'two', 'X-GitHub-Event': 'push' };
  expect([await post(first.port, webhookId, one), await post(first.port, webhookId, two)]).toEqual([
    503, 503,
  ]);
  expect(await post(first.port, webhookId, one)).toBe(503);
  await first.close();

  const second = await testEngine({ dataDir });
  expect(await post(second.port, webhookId, one)).toBe(200);
  expect(await post(second.port, webhookId, two)).toBe(503);
  expect(await post(second.port, webhookId, two)).toBe(200);
});

test('failures in a row are counted over a restart, and a success ends the row', async () => {
  const dataDir = await testDir('counts');
  const server = await countingServer(status(500));
  const policy = { maxAttempts: 1, disableAfter: { failedAttempts: 3 } };
  async function sendOne(): Promise<string[]> {
    const engine = openQueueEngine(dataDir);
    try {
      const { deliveryId } = engine.send({ url: server.url }, { policy });
      await engine.settled(deliveryId, 'failed', 'dead_letter');
      return engine.queue.status().switchedOff.map(({ because }) => because);
    } finally {
      await engine.close();
    }
  }
  try {
    expect(await sendOne()).toEqual([]);
    expect(await sendOne()).toEqual([]);
    expect(await sendOne()).toEqual(['3 attempts in a row failed']);
  } finally {
    await server.close();
  }
});
