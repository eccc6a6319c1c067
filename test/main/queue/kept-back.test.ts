import { describe, expect, it, onTestFinished } from 'vitest';
import { countingServer, inTurn, status } from '../../support/counting-server.ts';
import { testEngine } from '../../support/engine.ts';
import { send } from '../../support/http.ts';
import { openQueueEngine, type QueueEngine } from '../../support/queue-engine.ts';
import { makeTempDir, removeDir } from '../../support/temp-dir.ts';

async function server(...answers: Parameters<typeof countingServer>) {
  const made = await countingServer(...answers);
  onTestFinished(made.close);
  return made;
}

/** So late is late, whatever the machine does meanwhile. */
const lateMs = 40;
const isLate = (sinceMs: number) => expect.poll(() => Date.now() - sinceMs).toBeGreaterThan(lateMs);

describe('an attempt that begins late says what kept it', () => {
  async function queueEngine(dataDir?: string): Promise<QueueEngine & { dataDir: string }> {
    const dir = dataDir ?? (await makeTempDir('kept-back'));
    return { ...openQueueEngine(dir), dataDir: dir };
  }
  const keptBy = ({ parts }: QueueEngine, attemptId: string) =>
    parts.history.attempts.find(attemptId)?.keptBy;

  it('nothing, where it began when it was due', async () => {
    const target = await server();
    const test = await queueEngine();
    test.queue.start();
    const { attemptId, deliveryId } = test.send({ url: target.url });
    await test.settled(deliveryId, 'succeeded');
    expect(keptBy(test, attemptId)).toBeNull();
    await test.close();
    await removeDir(test.dataDir);
  });

  it('the paused queue, and the time that Tacklebox did not run', async () => {
    const target = await server();
    const before = await queueEngine();
    before.queue.start();
    before.queue.pause();
    const first = before.send({ url: target.url });
    await isLate(Date.now());
    before.queue.resume();
    await before.settled(first.deliveryId, 'succeeded');
    expect(keptBy(before, first.attemptId)).toBe('paused');

    before.queue.pause();
    const second = before.send({ url: target.url });
    const sentAtMs = Date.now();
    // What the next start reads; this one goes on pausing.
    before.parts.history.settings.set('queue.paused', false);
    await before.close();
    await isLate(sentAtMs);
    const after = await queueEngine(before.dataDir);
    after.queue.start();
    await after.settled(second.deliveryId, 'succeeded');
    expect(keptBy(after, second.attemptId)).toBe('stopped');
    await after.close();
    await removeDir(after.dataDir);
  });

  it('the target’s one place, taken by another', async () => {
    const open: (() => void)[] = [];
    const target = await server((_request, response) => open.push(() => response.writeHead(200).end()));
    const test = await queueEngine();
    test.parts.settings.update({ targetConcurrency: 1 });
    test.queue.start();
    const first = test.send({ url: target.url });
    await target.receivedAtLeast(1);
    const second = test.send({ url: target.url });
    await isLate(Date.now());
    open[0]?.();
    await target.receivedAtLeast(2);
    open[1]?.();
    await test.settled(second.deliveryId, 'succeeded');
    expect(keptBy(test, first.attemptId)).toBeNull();
    expect(keptBy(test, second.attemptId)).toBe('rate');
    await test.close();
    await removeDir(test.dataDir);
  });

  it('a target that takes nothing', async () => {
    const target = await server(inTurn(status(503), status(200)));
    const { client, event } = await testEngine();
    const { url, webhookId } = await client.endpoints.create({ name: 'Away', provider: 'generic' });
    await client.endpoints.update({ webhookId, forward: { url: target.url } });
    await send(url, { method: 'POST', body: '{}' });
    const { deliveryId } = await event('delivery.changed', ({ state }) => state === 'succeeded');
    const { attemptList } = await client.deliveries.get({ deliveryId });
    expect(attemptList.map(({ keptBy, sequel }) => [keptBy, sequel?.kind ?? null])).toEqual([
      [null, 'retained'],
      ['retained', null],
    ]);
  });

  it('a person, who held it back', async () => {
    const target = await server();
    const { client, event } = await testEngine();
    const { url, webhookId } = await client.endpoints.create({ name: 'Held', provider: 'generic' });
    const forward = { routes: [{ target: { url: target.url } }], paused: true };
    await client.endpoints.update({ webhookId, forward });
    await send(url, { method: 'POST', body: '{}' });
    const { deliveryId } = await event('delivery.changed', ({ state }) => state === 'held');
    await isLate(Date.now());
    await client.queue.release({ webhookId });
    await event('delivery.changed', ({ state }) => state === 'succeeded');
    const { attemptList } = await client.deliveries.get({ deliveryId });
    expect(attemptList.map(({ keptBy }) => keptBy)).toEqual(['held']);
  });
});
