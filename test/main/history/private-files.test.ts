import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from '../../../scripts/lib/paths.mjs';
import { testEngine } from '../../support/engine.ts';
import { send } from '../../support/http.ts';
import { cleanEnvironment, startServe } from '../../support/serve.ts';
import { testDir } from '../../support/temp-dir.ts';

/** Each file and folder that somebody else may do anything with, by its path in the data folder. */
function openToOthers(dir: string, below = ''): string[] {
  const here = path.join(dir, below);
  const stats = statSync(here);
  const own = (stats.mode & 0o077) === 0 ? [] : [`${below || '.'} ${(stats.mode & 0o777).toString(8)}`];
  if (!stats.isDirectory()) return own;
  return [...own, ...readdirSync(here).flatMap((name) => openToOthers(dir, path.join(below, name)))];
}

const large = 'x'.repeat(200_000);

/** No umask at all: what isn't closed on purpose stays open. */
function withoutUmask(): void {
  const before = process.umask(0);
  onTestFinished(() => void process.umask(before));
}

describe.skipIf(process.platform === 'win32')('what lies in the data folder', () => {
  it('is its owner’s alone, whatever the umask, while the engine works and after it', async () => {
    withoutUmask();
    const { client, dataDir, close } = await testEngine({
      dataDir: path.join(await testDir(), 'made', 'by us'),
    });
    const { url } = await client.endpoints.create({ name: 'Private' });
    await send(url, { method: 'POST', body: large });
    expect(readdirSync(dataDir)).toEqual(
      expect.arrayContaining([
        'tacklebox.db',
        'tacklebox.db-wal',
        'tacklebox.db-shm',
        'engine.lock',
        'secret.key',
      ]),
    );
    expect(openToOthers(dataDir)).toEqual([]);
    await close();
    expect(openToOthers(dataDir)).toEqual([]);
  });

  it('is closed again where an earlier version or an archive left it open', async () => {
    withoutUmask();
    const dataDir = await testDir();
    const first = await testEngine({ dataDir });
    const { url } = await first.client.endpoints.create({ name: 'Private' });
    await send(url, { method: 'POST', body: large });
    await first.close();
    chmodSync(dataDir, 0o777);
    for (const name of readdirSync(dataDir)) {
      const file = path.join(dataDir, name);
      chmodSync(file, statSync(file).isDirectory() ? 0o777 : 0o666);
    }
    const second = await testEngine({ dataDir });
    expect(openToOthers(dataDir)).toEqual([]);
    await second.close();
  });

  it('a folder that was made before, and open, is closed as well', async () => {
    withoutUmask();
    const dataDir = path.join(await testDir(), 'mine');
    mkdirSync(dataDir, { mode: 0o755 });
    await testEngine({ dataDir });
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });

  it('a folder with other things in it keeps its mode, and so do they; ours are closed', async () => {
    withoutUmask();
    const dataDir = path.join(await testDir(), 'shared');
    mkdirSync(dataDir, { mode: 0o755 });
    writeFileSync(path.join(dataDir, 'index.html'), 'served by somebody', { mode: 0o644 });
    await testEngine({ dataDir });
    expect(openToOthers(dataDir)).toEqual(['. 755', 'index.html 644']);
  });

  it('of serve and of the terminal alike', async () => {
    withoutUmask();
    const dataDir = path.join(await testDir(), 'hosts');
    const serve = await startServe({ dataDir });
    await serve.call('endpoints.create', { name: 'Private' });
    expect(readdirSync(dataDir)).toContain('serve.json');
    expect(openToOthers(dataDir)).toEqual([]);
    await serve.stop();
    const other = path.join(await testDir(), 'terminal');
    const cli = ['out/main/cli.cjs', 'endpoints', 'create', '--name', 'Mine', '--data-dir', other];
    const { status, stderr } = spawnSync(process.execPath, cli, { cwd: root, env: cleanEnvironment() });
    expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
    expect(openToOthers(other)).toEqual([]);
  });
});
