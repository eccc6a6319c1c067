import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openDatabaseFile } from '../database/database-file.ts';
import { lockFolder } from '../database/folder-lock.ts';
import { explainStorageError, isDamage } from '../database/sqlite-errors.ts';
import { folderFiles } from '../folder-files.ts';
import { historyPathOf } from './check-folder.ts';

const bytesOf = (paths: readonly string[]): number =>
  paths
    .flatMap((path) => [path, `${path}-wal`])
    .reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);

/** The full-text tables of the search index. */
const textTables = ['words', 'parts', 'late_words', 'late_parts'];

function compact(db: Database.Database): void {
  db.exec('VACUUM');
  db.pragma('optimize');
  db.pragma('wal_checkpoint(TRUNCATE)');
}

/** A damaged index is left to the next start, which makes it anew. */
function compactIndex(path: string): void {
  const db = new Database(path);
  try {
    for (const table of textTables) db.exec(`INSERT INTO ${table} (${table}) VALUES ('optimize')`);
    compact(db);
  } catch (error) {
    if (!isDamage(error)) throw error;
  } finally {
    db.close();
  }
}

/**
 * Makes the files of a folder as small as what is in them. Answers their size before and after, in bytes.
 *
 * @throws not_available_here, data_folder_in_use, database_newer, database_corrupt, database_full
 */
export function compactFolder(dataDir: string, nowMs: number): { bytesBefore: number; bytesAfter: number } {
  const path = historyPathOf(dataDir);
  const index = join(dataDir, folderFiles.index);
  const lock = lockFolder(dataDir, 'tacklebox doctor', nowMs);
  try {
    const bytesBefore = bytesOf([path, index]);
    const db = openDatabaseFile(path, 'normal');
    try {
      compact(db);
    } finally {
      db.close();
    }
    if (existsSync(index)) compactIndex(index);
    return { bytesBefore, bytesAfter: bytesOf([path, index]) };
  } catch (error) {
    throw explainStorageError(error, path);
  } finally {
    lock.release();
  }
}
