import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEngine } from '#main/engine/create-engine.ts';
import { testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';
import { rawServer } from '../support/raw-server.ts';
import { testDir } from '../support/temp-dir.ts';

/** A port that another program listens on. */
async function takenPort(): Promise<number> {
  const server = await rawServer(() => undefined);
  onTestFinished(() => server.close());
  return server.port;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('an engine', () => {
  it('starts although its receiver’s port is taken, says so, and catches once it may move', async () => {
    const port = await takenPort();
    const { client, event } = await testEngine({ receiverPort: port });
    const { receiver } = await client.system.info({});
    expect(receiver).toMatchObject({
      listening: false,
      url: null,
      port,
      problem: expect.stringContaining(`Port ${port} is in use`),
    });
    const { url } = await client.endpoints.create({ name: 'x' });
    expect(url).toContain(`:${port}/v1/hooks/`);
    await client.settings.update({ receiverPort: 0 });
    const moved = await event('system.receiverChanged', ({ listening }) => listening);
    expect(moved.problem).toBeNull();
    const { webhooks } = await client.endpoints.list({});
    expect((await send(webhooks[0]?.url ?? '', { method: 'POST', body: 'x' })).status).toBe(200);
  });

  it('moves its receiver when the settings say so', async () => {
    const { client, port } = await testEngine();
    const next = await freePort();
    expect(await client.settings.update({ receiverPort: next })).toMatchObject({ receiverPort: next });
    const { url } = await client.endpoints.create({ name: 'x' });
    expect(new URL(url).port).toBe(String(next));
    expect((await send(url, { method: 'POST', body: 'x' })).status).toBe(200);
    await expect(send(url.replace(`:${next}`, `:${port}`), { method: 'POST' })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it('stays where it is when the settings name a port that is taken, and keeps the setting', async () => {
    const { client, port } = await testEngine();
    const before = await client.settings.get({});
    await expect(client.settings.update({ receiverPort: await takenPort() })).rejects.toMatchObject({
      code: 'receiver_port_taken',
    });
    expect(await client.settings.get({})).toEqual(before);
    const { url } = await client.endpoints.create({ name: 'x' });
    expect(new URL(url).port).toBe(String(port));
    expect((await send(url, { method: 'POST', body: 'x' })).status).toBe(200);
  });

  it('changes no setting that is not named', async () => {
    const { client } = await testEngine();
    await client.settings.update({ maxBodyBytes: 4096, theme: 'dark' });
    expect(await client.settings.update({ times: 'utc' })).toMatchObject({
      maxBodyBytes: 4096,
      theme: 'dark',
      times: 'utc',
    });
  });

  it('keeps its settings and endpoints over a restart', async () => {
    const dataDir = await testDir();
    const before = await testEngine({ dataDir });
    await before.client.settings.update({ maxBodyBytes: 4096 });
    const { webhookId } = await before.client.endpoints.create({ name: 'x' });
    await before.client.endpoints.update({ webhookId, answer: { kind: 'fixed', status: 202 } });
    await before.close();
    const after = await testEngine({ dataDir });
    expect(await after.client.settings.get({})).toMatchObject({ maxBodyBytes: 4096 });
    expect(await after.client.endpoints.get({ webhookId })).toMatchObject({
      name: 'x',
      answer: { status: 202 },
    });
  });

  it('has its data folder for itself', async () => {
    const { dataDir } = await testEngine();
    await expect(createEngine({ host: 'cli', version: '0', dataDir, receiverPort: 0 })).rejects.toMatchObject(
      {
        code: 'data_folder_in_use',
        message: expect.stringContaining(String(process.pid)),
      },
    );
  });

  it('leaves nothing open behind when it can’t start', async () => {
    const dataDir = await testDir();
    const db = new Database(path.join(dataDir, 'tacklebox.db'));
    db.pragma('user_version = 999999');
    db.close();
    for (let i = 0; i < 2; i++) {
      await expect(
        createEngine({ host: 'cli', version: '0', dataDir, receiverPort: 0 }),
      ).rejects.toMatchObject({ code: 'database_newer' });
    }
  });

  it('without a receiver catches nothing, and is asked all the same', async () => {
    const { client } = await testEngine({ listen: false });
    expect((await client.system.info({})).receiver).toMatchObject({
      listening: false,
      url: null,
      problem: null,
    });
    expect(await client.endpoints.create({ name: 'x' })).toMatchObject({ active: true });
  });

  it('answers what is in flight before it closes', async () => {
    const opened = await testEngine();
    const { url } = await opened.client.endpoints.create({ name: 'x' });
    const answers = Promise.allSettled(
      Array.from({ length: 50 }, () => send(url, { method: 'POST', body: 'x'.repeat(10_000) })),
    );
    await opened.event('delivery.captured');
    await opened.close();
    const statuses = (await answers).flatMap((answer) =>
      answer.status === 'fulfilled' ? [answer.value.status] : [],
    );
    const again = await testEngine({ dataDir: opened.dataDir });
    const { deliveries } = (await again.client.system.info({})).counts;
    expect(deliveries).toBe(statuses.filter((status) => status === 200).length);
  });

  it('states its limits, all of them numbers', async () => {
    const { client } = await testEngine();
    const { limits, dataDir } = await client.system.info({});
    expect(limits).toMatchObject({ maxBodyBytes: 33_554_432, 'receiver.maxHeadBytes': 65_536 });
    expect(existsSync(dataDir)).toBe(true);
  });
});

describe('events', () => {
  it('come in batches, and a burst of captures in few of them, with the counts once a batch', async () => {
    const { engine, client } = await testEngine();
    const batches: string[][] = [];
    engine.subscribe((batch) => batches.push(batch.map(({ type }) => type)));
    const { url } = await client.endpoints.create({ name: 'x' });
    await Promise.all(Array.from({ length: 300 }, () => send(url, { method: 'POST', body: '{}' })));
    engine.parts.events.flush();
    const types = batches.flat();
    expect(types.filter((type) => type === 'delivery.captured')).toHaveLength(300);
    expect(batches.length).toBeLessThan(100);
    for (const batch of batches) {
      expect(batch.filter((type) => type === 'system.countsChanged').length).toBeLessThanOrEqual(1);
    }
    const { counts } = await client.system.info({});
    expect(counts).toMatchObject({ deliveries: 300, in: 300 });
  });

  it('reach a listener until it unsubscribes', async () => {
    const { engine, client } = await testEngine();
    const got: string[] = [];
    const unsubscribe = engine.subscribe((batch) => got.push(...batch.map(({ type }) => type)));
    await client.settings.update({ theme: 'dark' });
    engine.parts.events.flush();
    unsubscribe();
    await client.settings.update({ theme: 'light' });
    engine.parts.events.flush();
    expect(got).toEqual(['settings.changed']);
  });
});
