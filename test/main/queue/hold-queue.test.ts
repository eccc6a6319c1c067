import { expect, it, onTestFinished } from 'vitest';
import { countingServer } from '../../support/counting-server.ts';
import { testEngine } from '../../support/engine.ts';
import { send } from '../../support/http.ts';

async function held(count: number) {
  const server = await countingServer();
  onTestFinished(server.close);
  const test = await testEngine();
  const { client } = test;
  const { url, webhookId } = await client.endpoints.create({ name: 'Held', provider: 'generic' });
  const forward = { routes: [{ target: { url: server.url } }], paused: true };
  await client.endpoints.update({ webhookId, forward });
  for (let index = 0; index < count; index++) await send(url, { method: 'POST', body: String(index) });
  const waiting = async () => {
    const { items } = await client.queue.held({ webhookId });
    return items;
  };
  for (const { deliveryId } of (await client.deliveries.list({})).items) {
    await test.event('delivery.changed', (one) => one.deliveryId === deliveryId && one.state === 'held');
  }
  const succeeded = async (wanted: number) => {
    await server.receivedAtLeast(wanted);
    return server.received.map(({ body }) => body);
  };
  return { ...test, server, webhookId, forward, waiting, succeeded };
}

it('lists, reorders, edits, duplicates, drops and releases', async () => {
  const { client, waiting, succeeded, webhookId, server } = await held(4);
  const [a = '', b = '', c = '', d = ''] = (await waiting()).map(({ attemptId }) => attemptId);
  expect(server.received).toEqual([]);
  await client.queue.reorder({ attemptIds: [d, a, b, c] });
  await client.queue.drop({ attemptIds: [c] });
  const edited = await client.queue.edit({ attemptId: a, body: 'edited', headers: [['X-New', '1']] });
  expect(edited.edited).toBe(true);
  const would = await client.queue.heldRequest({ attemptId: a });
  expect(would).toMatchObject({ method: 'POST', body: { data: 'edited', truncated: false } });
  expect(would.rawHeaders).toContainEqual(['X-New', '1']);
  expect((await client.queue.heldRequest({ attemptId: b })).body.data).toBe('1');
  const copy = await client.queue.duplicate({ attemptId: a });
  expect((await waiting()).map(({ attemptId }) => attemptId)).toEqual([d, a, copy.attemptId, b]);
  expect(await client.queue.release({ webhookId })).toEqual({ count: 4 });
  expect(await succeeded(4)).toEqual(['3', 'edited', 'edited', '1']);
  expect(server.received[1]?.header('x-new')).toBe('1');
  const original = await client.deliveries.get({ deliveryId: edited.delivery.deliveryId });
  expect(original.request.body.data).toBe('0');
  await expect(client.queue.release({ attemptIds: [a] })).rejects.toMatchObject({ code: 'queue_state' });
});

it('lets all go in order when forwarding is no longer paused', async () => {
  const { client, webhookId, forward, succeeded } = await held(3);
  await client.endpoints.update({ webhookId, forward: { ...forward, paused: false } });
  expect(await succeeded(3)).toEqual(['0', '1', '2']);
});

it('lets one go alone', async () => {
  const { client, waiting, succeeded } = await held(3);
  const [, second] = await waiting();
  await client.queue.release({ attemptIds: [second?.attemptId ?? ''] });
  expect(await succeeded(1)).toEqual(['1']);
  expect(await waiting()).toHaveLength(2);
});

it('lets hundreds go in their order, with turns for others in between', async () => {
  const count = 130;
  const { client, webhookId, forward, succeeded, engine } = await held(count);
  let turns = 0;
  let counting = true;
  const turn = (): void => {
    turns += 1;
    if (counting) setImmediate(turn);
  };
  setImmediate(turn);
  const released = engine.dispatch('queue.release', { webhookId });
  expect(await released).toEqual({ ok: true, result: { count } });
  counting = false;
  expect(turns).toBeGreaterThan(3);
  await client.endpoints.update({ webhookId, forward: { ...forward, paused: false } });
  expect(await succeeded(count)).toEqual(Array.from({ length: count }, (_, index) => String(index)));
}, 60_000);
