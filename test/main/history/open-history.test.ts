import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { latestVersion, migrate, migrations, versionOf } from '#main/engine/history/migrations/index.ts';
import { openHistory } from '#main/engine/history/open-history.ts';
import { someCapture, temporaryFolder, testClock, testHistory } from './support.ts';

const options = { clock: testClock(), durability: 'normal', onBug: () => undefined } as const;

const open = (dataDir: string) => () => openHistory({ ...options, dataDir });

const error = (code: string, text: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(text) });

describe('opening a data folder', () => {
  it('makes it, readable by its owner alone', () => {
    const dataDir = join(temporaryFolder(), 'deep', 'down');
    testHistory({ dataDir });
    if (process.platform !== 'win32') expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });

  it('says which folder can not be written', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(open(join(file, 'data'))).toThrow(error('data_folder_unwritable', join(file, 'data')));
  });

  it('refuses a file of a newer version and leaves every byte of it', () => {
    const dataDir = temporaryFolder();
    const path = join(dataDir, 'tacklebox.db');
    const db = new Database(path);
    db.exec('CREATE TABLE later (x)');
    db.pragma(`user_version = ${latestVersion + 10}`);
    db.close();
    const before = readFileSync(path);
    expect(open(dataDir)).toThrow(error('database_newer', 'newer Tacklebox'));
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('tacklebox.db'))).toEqual(['tacklebox.db']);
  });

  it('refuses a file that is no database, and one that was cut off, and leaves them', async () => {
    for (const damage of [
      () => Buffer.from('no database at all, but some text'),
      (whole: Buffer) => whole.subarray(0, 20_000),
    ]) {
      const dataDir = temporaryFolder();
      const path = join(dataDir, 'tacklebox.db');
      const history = openHistory({ ...options, dataDir });
      await history.deliveries.capture(someCapture());
      await history.close();
      const damaged = damage(readFileSync(path));
      writeFileSync(path, damaged);
      expect(open(dataDir)).toThrow(error('database_corrupt', 'left as it is'));
      expect(readFileSync(path).equals(damaged)).toBe(true);
    }
  });

  it('opens again after a refusal', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'tacklebox.db'), 'no database');
    expect(open(dataDir)).toThrow();
    writeFileSync(join(dataDir, 'tacklebox.db'), '');
    await testHistory({ dataDir }).deliveries.capture(someCapture());
  });
});

describe('one engine a data folder', () => {
  it('tells a second one who holds it', () => {
    const dataDir = temporaryFolder();
    testHistory({ dataDir, host: 'the desktop app' });
    expect(open(dataDir)).toThrow(
      error('data_folder_in_use', `the desktop app (process ${process.pid}, since 2026-11-21`),
    );
  });

  it('lets the next one in when the first has closed', async () => {
    const dataDir = temporaryFolder();
    await testHistory({ dataDir }).close();
    testHistory({ dataDir });
  });

  it('holds against another process, and is free the moment that process is killed', async () => {
    const dataDir = temporaryFolder();
    const child = startHolder(dataDir);
    await once(child, 'message');
    expect(open(dataDir)).toThrow(error('data_folder_in_use', `process ${child.pid}`));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const history = testHistory({ dataDir });
    expect(history.counts().deliveries).toBe(1);
  });
});

/** A process that holds a folder, has captured one delivery, and waits to be killed. */
function startHolder(dataDir: string): ChildProcess {
  const child = fork(join(import.meta.dirname, 'holder.ts'), [dataDir], { execArgv: [] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

describe('migrations', () => {
  it('ascend in steps', () => {
    const versions = migrations.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  it('keep the rows of every older version', async () => {
    const dataDir = temporaryFolder();
    const db = new Database(join(dataDir, 'tacklebox.db'));
    migrate(db, migrations, 10);
    expect(versionOf(db)).toBe(10);
    db.exec(`
      INSERT INTO endpoints VALUES ('whk_OLD', 'Old', 'generic', 1, 'user', 1, 2, NULL, 'always', '{"kind":"default"}', 3, NULL, '{"allowFrom":[]}');
      INSERT INTO secrets VALUES ('sec_1', 'whk_OLD', x'00ff', 'abcdef', 1, NULL);
      INSERT INTO settings VALUES ('theme', '"dark"');
    `);
    db.close();
    const history = testHistory({ dataDir });
    expect(history.endpoints.get('whk_OLD')).toMatchObject({
      name: 'Old',
      active: true,
      enforce: 'always',
      handshake: {},
    });
    expect(history.secrets.ofEndpoint('whk_OLD')).toMatchObject([{ sealed: Buffer.from([0, 255]) }]);
    expect(history.settings.get('theme')).toBe('dark');
    await history.deliveries.capture(someCapture({ webhookId: 'whk_OLD' }));
    expect(history.endpoints.activity('whk_OLD').deliveries).toBe(1);
  });

  it('leave the file as it was where one fails', () => {
    const db = new Database(':memory:');
    migrate(db);
    const failing = {
      version: latestVersion + 10,
      name: 'failing',
      up: (to: Database.Database) => to.exec('CREATE TABLE half (x); nonsense'),
    };
    expect(() => migrate(db, [...migrations, failing], failing.version)).toThrow();
    expect(versionOf(db)).toBe(latestVersion);
    expect(db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'half'").get()).toBeUndefined();
  });
});

describe('bodies in files', () => {
  const filesIn = (dir: string) =>
    readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

  it('go with their deliveries', async () => {
    const dataDir = temporaryFolder();
    const history = testHistory({ dataDir });
    const { deliveryId } = await history.deliveries.capture(someCapture({ body: Buffer.alloc(100_000) }));
    expect(filesIn(join(dataDir, 'bodies'))).toHaveLength(1);
    expect(history.deliveries.delete([deliveryId, 'whd_NONE'])).toEqual([deliveryId]);
    expect(filesIn(join(dataDir, 'bodies'))).toHaveLength(0);
  });

  it('that no delivery names are swept at the next start', async () => {
    const dataDir = temporaryFolder();
    const history = testHistory({ dataDir });
    const { deliveryId } = await history.deliveries.capture(someCapture({ body: Buffer.alloc(100_000) }));
    await history.close();
    mkdirSync(join(dataDir, 'bodies', 'zz'));
    writeFileSync(join(dataDir, 'bodies', 'zz', 'zz-orphan'), 'x');
    const reopened = testHistory({ dataDir });
    await vi.waitFor(() => expect(filesIn(join(dataDir, 'bodies'))).toHaveLength(1));
    expect(reopened.deliveries.body(deliveryId)).toHaveLength(100_000);
  });
});
