import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { countingServer, status } from '../support/counting-server.ts';
import { send } from '../support/http.ts';
import { cleanEnvironment, startServe } from '../support/serve.ts';

beforeAll(async () => {
  await ensureBuilt({ wanted: ['main'] });
});

/** A `serve`, and the CLI working on its data folder. */
async function start() {
  const serve = await startServe();
  onTestFinished(async () => void (await serve.stop()));
  const cli = async (...args: string[]) => {
    const child = spawn(
      process.execPath,
      [path.join(root, 'out/main/cli.cjs'), 'queue', ...args, '--data-dir', serve.dataDir],
      { env: cleanEnvironment() },
    );
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      output.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output.stderr += chunk;
    });
    const [code] = await once(child, 'close');
    return { status: code as number, ...output };
  };
  const json = async (...args: string[]) => {
    const { status: code, stdout, stderr } = await cli(...args, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  };
  return { serve, cli, json };
}

async function target(answer = status(200)) {
  const server = await countingServer(answer);
  onTestFinished(server.close);
  return server;
}

type Started = Awaited<ReturnType<typeof start>>;

/** Deliveries in the hold queue of an endpoint, in the order of their bodies `0`, `1`, … */
async function hold({ serve }: Started, to: string, count: number): Promise<string> {
  const { webhookId, url } = await serve.call('endpoints.create', { name: 'Held' });
  await serve.call('endpoints.update', {
    webhookId,
    forward: { routes: [{ target: { url: to } }], paused: true },
  });
  for (let index = 0; index < count; index++) await send(url, { method: 'POST', body: String(index) });
  await expect.poll(async () => (await serve.call('queue.held', { webhookId })).items.length).toBe(count);
  return webhookId;
}

test('pauses and resumes sending, and says so', async () => {
  const { cli, json, serve } = await start();
  expect(await json('status')).toEqual({ paused: false, running: 0, down: [], switchedOff: [] });
  expect(await json('pause')).toMatchObject({ paused: true });
  expect((await cli('status')).stdout).toContain('sending is paused');
  expect(await serve.call('queue.status')).toMatchObject({ paused: true });
  expect(await json('resume')).toMatchObject({ paused: false });
});

describe('the hold queue', () => {
  test('is listed in order, dropped from and released', async () => {
    const started = await start();
    const { json, cli } = started;
    const handler = await target();
    const webhookId = await hold(started, handler.url, 3);
    const { items } = await json('held', '--webhook', webhookId);
    expect(items).toMatchObject([0, 1, 2].map(() => ({ webhookId, url: handler.url, edited: false })));
    expect((await cli('held')).stdout).toContain(items[1].delivery.deliveryId);
    expect(await json('drop', items[1].attemptId)).toEqual({ count: 1, dryRun: false });
    expect(await json('release', '--all', '--dry-run')).toEqual({ count: 2, dryRun: true });
    expect(handler.received).toEqual([]);
    expect(await json('release', '--webhook', webhookId)).toEqual({ count: 2, dryRun: false });
    await handler.receivedAtLeast(2);
    expect(handler.received.map(({ body }) => body)).toEqual(['0', '2']);
    expect((await cli('held')).stdout).toBe('None.\n');
  });
});

describe('many deliveries at once', () => {
  const inAnHour = { maxAttempts: 2, schedule: { kind: 'list', waitsMs: [3_600_000] } };

  test('are retried now by a filter, after a dry run has counted them', async () => {
    const { serve, json, cli } = await start();
    const handler = await target(status(503));
    for (const eventType of ['a.one', 'a.two', 'b.one']) {
      await serve.call('deliveries.send', {
        eventType,
        body: eventType,
        target: { url: handler.url },
        retryPolicy: inAnHour,
      });
    }
    expect(await json('retry', '--event', 'a.*', '--dry-run')).toEqual({ count: 2, dryRun: true });
    expect((await cli('retry', '--event', 'a.*')).stdout).toBe('2 retried\n');
    await handler.receivedAtLeast(5);
    expect(
      handler.received
        .slice(3)
        .map(({ body }) => body)
        .sort(),
    ).toEqual(['a.one', 'a.two']);
    const dead = ['--status', 'dead_letter'];
    await expect.poll(() => json('redeliver', ...dead, '--dry-run')).toEqual({ count: 2, dryRun: true });
    expect(await json('redeliver', ...dead)).toEqual({ count: 2, dryRun: false });
    await handler.receivedAtLeast(7);
  });

  test('are cancelled by id or all', async () => {
    const { serve, json } = await start();
    const handler = await target(status(503));
    const ids: string[] = [];
    for (let index = 0; index < 3; index++) {
      const { deliveryId } = await serve.call('deliveries.send', {
        body: '{}',
        target: { url: handler.url },
        retryPolicy: inAnHour,
      });
      ids.push(deliveryId);
    }
    expect(await json('cancel', ids[0] ?? '')).toMatchObject({ count: 1 });
    expect(await json('cancel', '--all')).toMatchObject({ count: 2 });
    const { items } = await serve.call('deliveries.list', { status: 'cancelled' });
    expect(items).toHaveLength(3);
  });
});

test.each([
  [['retry'], '--all'],
  [['cancel', 'whd_0', '--all'], 'in one way'],
  [['release'], '--webhook'],
  [['drop', 'wrong'], 'att_'],
  [['redeliver', '--verdict', 'perhaps'], 'verdict'],
])('queue %j ends with status 2 and names what is wrong', async (args, named) => {
  const { cli } = await start();
  const { status: code, stderr } = await cli(...args);
  expect(stderr).toContain(named);
  expect(code).toBe(2);
});
