import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openHistory } from '#main/engine/history/open-history.ts';
import { someCapture, temporaryFolder, testClock } from './support.ts';

const options = { clock: testClock(), durability: 'normal', onBug: () => undefined } as const;
const large = (at: number) => someCapture({ body: Buffer.alloc(100_000, 65 + (at % 26)) });

const filesIn = (dataDir: string): string[] =>
  readdirSync(join(dataDir, 'bodies'), { recursive: true })
    .map(String)
    .filter((name) => name.length > 3)
    .sort();

async function folderWith(count: number): Promise<string> {
  const dataDir = temporaryFolder();
  const history = openHistory({ ...options, dataDir });
  for (let at = 0; at < count; at++) await history.deliveries.capture(large(at));
  await history.close();
  return dataDir;
}

async function openAndClose(dataDir: string): Promise<void> {
  const history = openHistory({ ...options, dataDir });
  await history.swept;
  await history.close();
}

const damage: Record<string, (path: string) => void> = {
  'was moved away': (path) => renameSync(path, `${path}.damaged`),
  'lost its settings': (path) => {
    const db = new Database(path);
    db.exec('DELETE FROM settings');
    db.close();
  },
  'lost most of its rows': (path) => {
    const db = new Database(path);
    db.exec('DELETE FROM deliveries');
    db.close();
  },
};

describe('body files', () => {
  for (const [what, harm] of Object.entries(damage)) {
    it(`outlive a database that ${what}, however often it is opened again`, async () => {
      // More than a crash leaves, where the database still knows whose files they are.
      const count = what.includes('rows') ? 70 : 3;
      const dataDir = await folderWith(count);
      const before = filesIn(dataDir);
      expect(before).toHaveLength(count);
      harm(join(dataDir, 'tacklebox.db'));
      await openAndClose(dataDir);
      await openAndClose(dataDir);
      expect(filesIn(dataDir)).toEqual(before);
    });
  }

  it('that a crash left without their row go at the next start', async () => {
    const dataDir = await folderWith(3);
    const db = new Database(join(dataDir, 'tacklebox.db'));
    const [orphan] = db.prepare<[], string>('SELECT body_file FROM requests').pluck().all();
    db.exec(`DELETE FROM deliveries WHERE key = (SELECT key FROM requests WHERE body_file = '${orphan}')`);
    db.close();
    await openAndClose(dataDir);
    expect(filesIn(dataDir)).toHaveLength(2);
  });
});
