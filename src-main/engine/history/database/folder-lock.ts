import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { makeFilePrivate } from './private-files.ts';
import { explainStorageError } from './sqlite-errors.ts';

const Holder = z.object({ pid: z.number().int(), host: z.string(), sinceMs: z.number() });

/** Names of the files that keep a data folder to one engine. */
const lockFile = 'engine.lock';
const holderFile = 'engine.json';

function describeHolder(dataDir: string): { text: string; details: unknown } {
  try {
    const holder = Holder.parse(JSON.parse(readFileSync(join(dataDir, holderFile), 'utf8')));
    const since = new Date(holder.sinceMs).toISOString();
    return { text: `${holder.host} (process ${holder.pid}, since ${since})`, details: { ...holder, since } };
  } catch {
    return { text: 'another Tacklebox', details: undefined };
  }
}

/**
 * Takes a data folder for this engine alone. The lock is the operating system's, on a small SQLite file held in an
 * exclusive transaction: it dies with the process, however it dies, so that no stale lock can stay. The file beside it
 * only tells who holds it.
 *
 * @param host what runs here, for the message that a second one gets: `the desktop app`, `serve`, …
 * @throws data_folder_in_use with the holder
 */
export function lockFolder(dataDir: string, host: string, nowMs: number): { release(): void } {
  let db: Database.Database | undefined;
  try {
    makeFilePrivate(join(dataDir, lockFile));
    makeFilePrivate(join(dataDir, holderFile));
    db = new Database(join(dataDir, lockFile), { timeout: 0 });
    // Nothing is ever written to it, so no journal that a crash could leave behind.
    db.pragma('journal_mode = MEMORY');
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
    writeFileSync(join(dataDir, holderFile), JSON.stringify({ pid: process.pid, host, sinceMs: nowMs }));
  } catch (error) {
    db?.close();
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) {
      throw explainStorageError(error, dataDir);
    }
    const holder = describeHolder(dataDir);
    throw new TackleboxError(
      'data_folder_in_use',
      `The data folder ${dataDir} is in use by ${holder.text}. Close that one, or choose another folder with --data-dir or TACKLEBOX_DATA_DIR.`,
      { details: holder.details, cause: error },
    );
  }
  return { release: () => db.close() };
}
