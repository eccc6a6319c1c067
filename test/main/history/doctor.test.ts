import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  copyFileSync,
  cpSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createEngine } from '#main/engine/create-engine.ts';
import { lockFolder } from '#main/engine/history/database/folder-lock.ts';
import { checkFolder } from '#main/engine/history/doctor/check-folder.ts';
import { compactFolder } from '#main/engine/history/doctor/compact-folder.ts';
import { recoverFolder } from '#main/engine/history/doctor/recover-folder.ts';
import { openHistory } from '#main/engine/history/open-history.ts';
import { cleanEnvironment } from '../../support/serve.ts';
import { someCapture, temporaryFolder, testClock, testHistory } from './support.ts';

const options = { durability: 'normal', onBug: () => undefined } as const;
const nowMs = Date.UTC(2026, 10, 21, 9, 30);
const captures = 400;
const bodiesInFiles = 4;

interface Filled {
  dataDir: string;
  path: string;
  /** Bodies by delivery. */
  bodies: Map<string, Buffer>;
}

async function filledFolder(): Promise<Filled> {
  const dataDir = temporaryFolder();
  const clock = testClock();
  const history = openHistory({ ...options, clock, dataDir });
  const bodies = new Map<string, Buffer>();
  for (let at = 0; at < captures; at++) {
    clock.advance(1000);
    const body = Buffer.from(`{"number":${at},"text":"${'x'.repeat(at < bodiesInFiles ? 100_000 : 700)}"}`);
    const { deliveryId } = await history.deliveries.capture(
      someCapture({ body, receivedAtMs: clock.nowMs() }),
    );
    bodies.set(deliveryId, body);
  }
  history.settings.set('setting.kept', 'yes');
  await history.close();
  const path = join(dataDir, 'tacklebox.db');
  const db = new Database(path);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return { dataDir, path, bodies };
}

/** Leaf pages of a table, by the pages that SQLite itself says they are. */
function leafPages(path: string, table: string): { pageBytes: number; pages: number[] } {
  const db = new Database(path, { readonly: true });
  const pageBytes = Number(db.pragma('page_size', { simple: true }));
  const pages = db
    .prepare<[string], number>("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path")
    .pluck()
    .all(table);
  db.close();
  return { pageBytes, pages };
}

function overwrite(path: string, page: number, pageBytes: number): void {
  const file = openSync(path, 'r+');
  // From its header on, and over the middle of it.
  writeSync(file, Buffer.alloc(pageBytes / 2, 0xa5), 0, pageBytes / 2, (page - 1) * pageBytes);
  closeSync(file);
}

const filesIn = (dataDir: string) =>
  readdirSync(join(dataDir, 'bodies'), { recursive: true }).map(String).sort();

const kinds = (dataDir: string) => checkFolder(dataDir).findings.map(({ kind }) => kind);

async function folderOfThree(): Promise<string> {
  const dataDir = temporaryFolder();
  const history = openHistory({ ...options, clock: testClock(), dataDir });
  for (let at = 0; at < 3; at++) await history.deliveries.capture(someCapture());
  await history.close();
  return dataDir;
}

/** Every table and an index of each, with the page where it begins. */
function treesOf(path: string): { name: string; page: number }[] {
  const db = new Database(path);
  const trees = db
    .prepare<[], { name: string; page: number }>(
      'SELECT min(name) AS name, rootpage AS page FROM sqlite_master WHERE rootpage > 0 GROUP BY tbl_name, type',
    )
    .all();
  db.close();
  return trees;
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

describe('the doctor', () => {
  it('finds nothing in a sound folder, also while an engine works on it, and changes nothing', async () => {
    const { dataDir, path } = await filledFolder();
    const before = readFileSync(path);
    expect(checkFolder(dataDir)).toMatchObject({ healthy: true });
    expect(readFileSync(path).equals(before)).toBe(true);
    const history = testHistory({ dataDir });
    await history.deliveries.capture(someCapture({ body: Buffer.alloc(100_000) }));
    expect(checkFolder(dataDir)).toMatchObject({ healthy: true });
    expect(() => recoverFolder(dataDir, nowMs)).toThrow(
      expect.objectContaining({ code: 'data_folder_in_use' }),
    );
    expect(() => compactFolder(dataDir, nowMs)).toThrow(
      expect.objectContaining({ code: 'data_folder_in_use' }),
    );
  });

  it('names a folder without a history', () => {
    const dataDir = temporaryFolder();
    expect(() => checkFolder(dataDir)).toThrow(
      expect.objectContaining({ code: 'not_available_here', message: expect.stringContaining(dataDir) }),
    );
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('tells of body files that are gone and of those that no row names', async () => {
    const { dataDir, path } = await filledFolder();
    const db = new Database(path);
    const [gone, nameless] = db
      .prepare<[], string>('SELECT body_file FROM requests WHERE body_file IS NOT NULL')
      .pluck()
      .all();
    db.prepare('UPDATE requests SET body_file = NULL WHERE body_file = ?').run(nameless);
    db.close();
    rmSync(join(dataDir, 'bodies', String(gone).slice(0, 2), String(gone)));
    expect(checkFolder(dataDir)).toMatchObject({
      healthy: false,
      findings: [
        { kind: 'body_missing', isProblem: true, count: 1, examples: [gone] },
        { kind: 'body_unnamed', isProblem: false, count: 1, examples: [nameless] },
      ],
    });
  });

  it('tells of rows that were set aside, of rows whose other half is gone, and of an index that is not there', async () => {
    const { dataDir, path } = await filledFolder();
    const db = new Database(path);
    db.pragma('foreign_keys = OFF');
    db.exec("INSERT INTO damaged VALUES (1, 'attempts', 'att_X', 'why', 1, '{}')");
    db.exec('DELETE FROM deliveries WHERE key = (SELECT max(key) FROM deliveries)');
    db.close();
    rmSync(join(dataDir, 'search-index.db'));
    expect(kinds(dataDir).sort()).toEqual(['broken_reference', 'index', 'set_aside']);
    expect(checkFolder(dataDir).healthy).toBe(false);
  });

  for (const table of ['deliveries', 'requests']) {
    it(`saves all but the rows of a page of ${table} that was overwritten, and keeps the old file and every body`, async () => {
      const { dataDir, path, bodies } = await filledFolder();
      const { pageBytes, pages } = leafPages(path, table);
      expect(pages.length).toBeGreaterThan(5);
      overwrite(path, pages[Math.floor(pages.length / 2)] ?? 0, pageBytes);
      const damaged = readFileSync(path);
      const files = filesIn(dataDir);
      expect(kinds(dataDir)).toContain('damaged_file');
      expect(readFileSync(path).equals(damaged)).toBe(true);

      const recovery = recoverFolder(dataDir, nowMs);
      expect(readFileSync(recovery.damagedFile).equals(damaged)).toBe(true);
      expect(checkFolder(dataDir).findings.filter(({ isProblem }) => isProblem)).toEqual([]);
      const history = testHistory({ dataDir });
      await history.swept;
      expect(filesIn(dataDir)).toEqual(files);
      const { items } = history.deliveries.list({}, { limit: 500 }, nowMs);
      const listed = new Set(items.map(({ deliveryId }) => deliveryId));
      const left = [...bodies].filter(([deliveryId]) => listed.has(deliveryId));
      const perPage = captures / pages.length;
      expect(left.length).toBeGreaterThanOrEqual(captures - 4 * perPage);
      expect(left.length).toBeLessThan(captures);
      for (const [deliveryId, body] of left) {
        expect(history.deliveries.body(deliveryId)?.equals(body)).toBe(true);
      }
      expect(history.counts()).toMatchObject({ deliveries: left.length, in: left.length, damaged: 0 });
      expect(history.settings.get('setting.kept')).toBe('yes');
      const { deliveryId } = await history.deliveries.capture(someCapture());
      expect(history.deliveries.get(deliveryId)).toBeDefined();
      const lost = recovery.tables.find((one) => one.table === table)?.lost;
      expect(lost).toBe(captures - left.length);
    });
  }

  it('saves what only the write-ahead log holds', async () => {
    const { dataDir, path } = await filledFolder();
    const copy = temporaryFolder();
    const writer = new Database(path);
    writer.exec(`INSERT INTO settings VALUES ('setting.late', '"late"')`);
    for (const name of ['tacklebox.db', 'tacklebox.db-wal'])
      copyFileSync(join(dataDir, name), join(copy, name));
    writer.close();
    const { pageBytes, pages } = leafPages(path, 'requests');
    overwrite(join(copy, 'tacklebox.db'), pages[3] ?? 0, pageBytes);
    const { damagedFile } = recoverFolder(copy, nowMs);
    expect(readdirSync(copy)).not.toContain('tacklebox.db-wal');
    expect(readFileSync(`${damagedFile}-wal`).length).toBeGreaterThan(0);
    expect(testHistory({ dataDir: copy }).settings.get('setting.late')).toBe('late');
  });

  it('recovers to a sound folder that goes on, whichever table is damaged, or an index of it', async () => {
    const dataDir = await folderOfThree();
    for (const { name, page } of treesOf(join(dataDir, 'tacklebox.db'))) {
      const copy = temporaryFolder();
      cpSync(dataDir, copy, { recursive: true });
      overwrite(join(copy, 'tacklebox.db'), page, 4096);
      expect(kinds(copy), name).toContain('damaged_file');
      const { tables } = recoverFolder(copy, nowMs);
      expect(
        checkFolder(copy).findings.filter(({ isProblem }) => isProblem),
        name,
      ).toEqual([]);
      const kept = tables.find(({ table }) => table === 'deliveries')?.kept ?? 0;
      // Damage elsewhere costs no delivery.
      expect(kept, name).toBe(name === 'deliveries' || name === 'requests' ? 0 : 3);
      const history = openHistory({ ...options, clock: testClock(), dataDir: copy });
      const { deliveryId } = await history.deliveries.capture(someCapture());
      expect(history.deliveries.get(deliveryId), name).toBeDefined();
      expect(history.counts().deliveries, name).toBe(kept + 1);
      await history.close();
    }
  }, 240_000);

  it('leaves a file of which nothing can be read', async () => {
    const { dataDir, path } = await filledFolder();
    overwrite(path, 1, 4096);
    const before = readFileSync(path);
    expect(kinds(dataDir)).toContain('damaged_file');
    expect(() => recoverFolder(dataDir, nowMs)).toThrow(
      expect.objectContaining({ code: 'database_corrupt' }),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dataDir).filter((name) => name.includes('recovering'))).toEqual([]);
  });

  it('compacts to what is in the files', async () => {
    const { dataDir, bodies } = await filledFolder();
    const history = testHistory({ dataDir });
    history.deliveries.delete([...bodies.keys()].slice(0, captures / 2));
    await history.close();
    const { bytesBefore, bytesAfter } = compactFolder(dataDir, nowMs);
    expect(bytesAfter).toBeLessThan(bytesBefore);
    expect(checkFolder(dataDir).healthy).toBe(true);
    expect(testHistory({ dataDir }).counts().deliveries).toBe(captures / 2);
  });
});

describe('tacklebox doctor', () => {
  /** What it prints as JSON, and its exit status. */
  function doctor(...args: string[]): { status: number | null; printed: unknown } {
    const cli = join(import.meta.dirname, '../../../src-main/cli/main.ts');
    const { status, stdout } = spawnSync(process.execPath, [cli, 'doctor', '--json', ...args], {
      env: cleanEnvironment(),
      encoding: 'utf8',
    });
    return { status, printed: JSON.parse(stdout) };
  }

  it('ends with 0 for a healthy folder, 1 for problems, 3 where it could not run', async () => {
    const { dataDir, path } = await filledFolder();
    const inFolder = ['--data-dir', dataDir];
    expect(doctor(...inFolder)).toMatchObject({
      status: 0,
      printed: { healthy: true, recovery: null },
    });
    const { pageBytes, pages } = leafPages(path, 'requests');
    overwrite(path, pages[3] ?? 0, pageBytes);
    expect(doctor(...inFolder)).toMatchObject({ status: 1, printed: { healthy: false } });
    expect(doctor('--compact', ...inFolder)).toMatchObject({
      status: 3,
      printed: { ok: false, error: { code: 'database_corrupt' } },
    });
    expect(doctor('--recover', '--compact', ...inFolder)).toMatchObject({
      status: 0,
      printed: { healthy: true, recovery: { damagedFile: expect.stringContaining('tacklebox.db.damaged-') } },
    });
    expect(doctor('--recover', ...inFolder)).toMatchObject({ status: 0, printed: { recovery: null } });
    expect(doctor('--data-dir', temporaryFolder())).toMatchObject({
      status: 3,
      printed: { ok: false },
    });
  });
});

describe('a start on a damaged database', () => {
  it('ends with folder and port free, or works and can be closed, whichever table is damaged, or an index of it', async () => {
    const dataDir = await folderOfThree();
    const trees = treesOf(join(dataDir, 'tacklebox.db'));
    expect(trees.length).toBeGreaterThan(15);
    let failed = 0;
    for (const { name, page } of trees) {
      const copy = temporaryFolder();
      cpSync(dataDir, copy, { recursive: true });
      overwrite(join(copy, 'tacklebox.db'), page, 4096);
      const receiverPort = await freePort();
      const options = {
        host: 'cli',
        version: '0',
        dataDir: copy,
        receiverPort,
        onBug: () => undefined,
      } as const;
      const outcome = await createEngine(options).catch((error: Error) => error);
      if (outcome instanceof Error) {
        failed += 1;
        expect(outcome, name).toMatchObject({
          code: 'database_corrupt',
          message: expect.stringContaining('tacklebox doctor --recover'),
        });
      } else {
        // What it still has to write may fail on the damage; folder and port are free all the same.
        await outcome.close().catch(() => undefined);
      }
      lockFolder(copy, 'test', nowMs).release();
      await expect(canListen(receiverPort), name).resolves.toBe(true);
    }
    expect(failed).toBeGreaterThan(3);
  }, 240_000);

  it('ends, names the doctor, and leaves nothing running', async () => {
    const { dataDir, path } = await filledFolder();
    const { pageBytes, pages } = leafPages(path, 'deliveries');
    overwrite(path, pages.at(-1) ?? 0, pageBytes);
    for (let time = 0; time < 2; time++) {
      await expect(
        createEngine({ host: 'cli', version: '0', dataDir, listen: false, onBug: () => undefined }),
      ).rejects.toMatchObject({
        code: 'database_corrupt',
        message: expect.stringContaining('tacklebox doctor --recover'),
      });
    }
    const cli = join(import.meta.dirname, '../../../src-main/cli/main.ts');
    const args = [cli, 'serve', '--port', '0', '--receiver-port', '0', '--data-dir', dataDir];
    const { status, signal, stderr } = spawnSync(process.execPath, args, {
      env: cleanEnvironment(),
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect({ status, signal }).toEqual({ status: 3, signal: null });
    expect(stderr).toContain('tacklebox doctor --recover');
    recoverFolder(dataDir, nowMs);
    expect(testHistory({ dataDir }).counts().deliveries).toBeGreaterThan(captures / 2);
  });
});
