import { expect, it, onTestFinished } from 'vitest';
import { openDatabaseFile, setSynchronous } from '#main/engine/history/database/database-file.ts';
import { countingServer, inTurn, status } from '../../support/counting-server.ts';
import { testEngine } from '../../support/engine.ts';
import { send } from '../../support/http.ts';
import { testDir } from '../../support/temp-dir.ts';

it('a forward that the end of the engine cut off is handed over again at the next start', async () => {
  const dataDir = await testDir('interrupted');
  // The first answer never comes.
  const target = await countingServer(inTurn(() => undefined, status(200)));
  onTestFinished(target.close);
  const first = await testEngine({ dataDir });
  const { url, webhookId } = await first.client.endpoints.create({ name: 'Cut', provider: 'generic' });
  await first.client.endpoints.update({ webhookId, forward: { url: target.url } });
  const { text } = await send(url, { method: 'POST', body: '{"n":1}' });
  await target.receivedAtLeast(1);
  await first.close();

  const second = await testEngine({ dataDir });
  await target.receivedAtLeast(2);
  const { deliveryId } = JSON.parse(text) as { deliveryId: string };
  await second.event(
    'delivery.changed',
    (changed) => changed.deliveryId === deliveryId && changed.state === 'succeeded',
  );
  expect(target.received.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":1}']);
  const { attemptList } = await second.client.deliveries.get({ deliveryId });
  expect(attemptList.map(({ state }) => state)).toEqual(['failed', 'succeeded']);
  expect(attemptList[0]?.outcome).toMatchObject({ kind: 'failed', code: 'interrupted' });
});

it('what is deleted while it is being sent is gone, is not tried again, and disturbs nothing', async () => {
  let answer = (): void => undefined;
  const target = await countingServer((_request, response) => {
    answer = () => void response.writeHead(503).end();
  });
  onTestFinished(target.close);
  const { client, bugs } = await testEngine();
  const { deliveryId } = await client.deliveries.send({
    provider: 'generic',
    payload: {},
    target: { url: target.url },
    retryPolicy: { maxAttempts: 3, schedule: { kind: 'list', waitsMs: [1] } },
    wait: false,
  });
  await target.receivedAtLeast(1);
  expect(await client.deliveries.delete({ deliveryIds: [deliveryId] })).toEqual({ count: 1 });
  answer();
  await expect(client.deliveries.get({ deliveryId })).rejects.toMatchObject({ code: 'delivery_not_found' });
  // The queue goes on: the next one is sent.
  const next = client.deliveries.send({ provider: 'generic', payload: {}, target: { url: target.url } });
  await target.receivedAtLeast(2);
  answer();
  expect((await next).attemptList.length).toBeGreaterThan(0);
  expect((await client.deliveries.list({})).items).toHaveLength(1);
  expect(bugs).toEqual([]);
});

it('full durability has SQLite wait for the disk at each commit, also when it is chosen later', async () => {
  const path = `${await testDir('durability')}/tacklebox.db`;
  const db = openDatabaseFile(path, 'full');
  onTestFinished(() => void db.close());
  const level = () => db.pragma('synchronous', { simple: true });
  expect(level()).toBe(2);
  setSynchronous(db, 'normal');
  expect(level()).toBe(1);
  setSynchronous(db, 'full');
  expect(level()).toBe(2);
});
