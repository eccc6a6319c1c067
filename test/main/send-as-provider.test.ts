import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Delivery } from '#core/delivery/delivery.ts';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { type CountingServer, countingServer, status } from '../support/counting-server.ts';
import { cleanEnvironment, type RunningServe, startServe } from '../support/serve.ts';

/** A send obeys its provider's idea of success, its patience and its retries, whether a program or a terminal asks for it. */
describe('a send is as patient and as content as its provider:', () => {
  let serve: RunningServe;
  let created: CountingServer;
  let ok: CountingServer;
  let silent: CountingServer;
  let broken: CountingServer;

  beforeAll(async () => {
    await ensureBuilt({ wanted: ['main'] });
    serve = await startServe();
    created = await countingServer(status(201));
    ok = await countingServer(status(200));
    silent = await countingServer(() => {});
    broken = await countingServer(status(500));
  });
  afterAll(async () => {
    await serve?.stop();
    for (const server of [created, ok, silent, broken]) await server?.close();
  });

  const ways: Record<string, (provider: string, url: string) => Promise<Delivery>> = {
    'the API': (provider, url) =>
      serve.call('deliveries.send', { provider, secret: 'a-secret-of-ours', target: { url } }),
    'the command line': async (provider, url) => {
      const args = ['send', '--to', url, '--provider', provider, '--secret', 'a-secret-of-ours', '--json'];
      const child = spawn(process.execPath, [path.join(root, 'out/main/cli.cjs'), ...args], {
        env: cleanEnvironment({ TACKLEBOX_DATA_DIR: serve.dataDir }),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let stdout = '';
      child.stdout.on('data', (chunk) => {
        stdout += chunk;
      });
      const [exit] = await once(child, 'close');
      const delivery = JSON.parse(stdout) as Delivery;
      expect(exit).toBe(delivery.state === 'succeeded' ? 0 : 1);
      return delivery;
    },
  };

  describe.each(Object.entries(ways))('%s', (_way, send) => {
    test('Convocore is content with 200 exactly, waits 60 s, and does not try again', async () => {
      const refused = await send('convocore', created.url);
      expect(refused).toMatchObject({ state: 'failed', status: 201 });
      expect(refused.retryPolicy).toMatchObject({ maxAttempts: 1, success: '200', timeoutMs: 60_000 });
      expect(refused.timeline.some(({ kind }) => kind === 'next_attempt')).toBe(false);
      expect(await send('convocore', ok.url)).toMatchObject({ state: 'succeeded' });
    });

    test('the voice-agent platform takes any 2xx, waits 10 s, and tries again', async () => {
      const taken = await send('voice-agent', created.url);
      expect(taken).toMatchObject({ state: 'succeeded', retryPolicy: { timeoutMs: 10_000 } });
      const failed = await send('voice-agent', broken.url);
      expect(failed).toMatchObject({ state: 'retrying' });
      expect(failed.timeline.some(({ kind }) => kind === 'next_attempt')).toBe(true);
    });

    test('Slack waits its 3 s and no longer', async () => {
      const { attemptList, retryPolicy } = await send('slack', silent.url);
      expect(retryPolicy?.timeoutMs).toBe(3000);
      expect(attemptList[0]?.outcome).toMatchObject({
        kind: 'failed',
        code: 'response_timeout',
        message: expect.stringContaining('within 3 s'),
      });
    });
  });
});
