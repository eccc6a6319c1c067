import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { recount } from '../damaged/mend-rows.ts';
import { applicationId, checkHeader } from '../database/database-file.ts';
import { lockFolder } from '../database/folder-lock.ts';
import { makeFilePrivate } from '../database/private-files.ts';
import { explainStorageError } from '../database/sqlite-errors.ts';
import { historyIdKey, sweepKey } from '../folder-files.ts';
import { latestVersion, migrate, migrations, versionOf } from '../migrations/index.ts';
import { historyPathOf } from './check-folder.ts';
import { type Salvaged, salvageTable } from './salvage-table.ts';

export interface Recovery {
  /** Where the damaged file is kept, as it was. */
  damagedFile: string;
  tables: Salvaged[];
}

/** What SQLite puts beside a database: the log belongs to it, whatever its name. */
const suffixes = ['-wal', '-shm'] as const;

/** In an order in which no row comes before the one it belongs to. Counts and the index's log are made anew. */
const salvaged: readonly [table: string, options?: Parameters<typeof salvageTable>[3]][] = [
  ['endpoints'],
  ['secrets'],
  ['settings', { keyColumn: 'key' }],
  ['answer_counts'],
  ['switch_counts'],
  ['deliveries'],
  ['requests', { keysFrom: 'deliveries' }],
  ['attempts'],
  ['rejected'],
  ['journal'],
  ['damaged'],
  ['damaged_files'],
];

/**
 * Saves what is readable of a folder's history into a new file that takes its place. The damaged one is kept beside it,
 * and every file of a body stays.
 *
 * @throws not_available_here, data_folder_in_use, database_newer, database_full, and database_corrupt where nothing of the
 * file can be read; it stays as it is then
 */
export function recoverFolder(dataDir: string, nowMs: number): Recovery {
  const path = historyPathOf(dataDir);
  const lock = lockFolder(dataDir, 'tacklebox doctor', nowMs);
  const fresh = `${path}.recovering`;
  const removeFresh = () => {
    for (const suffix of ['', '-journal', ...suffixes]) rmSync(fresh + suffix, { force: true });
  };
  try {
    removeFresh();
    const tables = salvage(path, fresh);
    const damagedFile = freeName(`${path}.damaged-${new Date(nowMs).toISOString().replace(/[:.]/g, '-')}`);
    // The log first: beside the new file it would be taken for that one's.
    for (const suffix of suffixes) {
      if (existsSync(path + suffix)) renameSync(path + suffix, damagedFile + suffix);
    }
    renameSync(path, damagedFile);
    renameSync(fresh, path);
    return { damagedFile, tables };
  } catch (error) {
    removeFresh();
    throw explainStorageError(error, path);
  } finally {
    lock.release();
  }
}

function freeName(path: string): string {
  if (!existsSync(path)) return path;
  return `${path}-${randomUUID().slice(0, 8)}`;
}

function salvage(path: string, fresh: string): Salvaged[] {
  checkHeader(path);
  makeFilePrivate(fresh);
  // Read-only: the damaged file stays as it is, its log with it.
  const from = new Database(path, { readonly: true });
  const to = new Database(fresh);
  try {
    to.pragma('foreign_keys = OFF');
    to.pragma(`application_id = ${applicationId}`);
    const version = versionOf(from);
    // Columns of this version; the steps after it are taken when the rows are there, as for any older file.
    migrate(to, migrations, migrations.some((step) => step.version === version) ? version : latestVersion);
    from.exec('BEGIN');
    const tables = to.transaction(() =>
      salvaged.map(([table, options]) => salvageTable(from, to, table, options)),
    )();
    migrate(to);
    to.transaction(() => settleReferences(to, tables))();
    to.pragma('synchronous = FULL');
    to.transaction(() => finish(to))();
    return tables.filter(({ kept, lost }) => kept + lost > 0);
  } finally {
    from.close();
    to.close();
  }
}

/** Rows whose other half is lost can stand in no list: they count as lost too, and are in the damaged file still. */
function settleReferences(db: Database.Database, tables: Salvaged[]): void {
  const drop = (table: string, sql: string) => {
    const { changes } = db.prepare(sql).run();
    const one = tables.find((salvage) => salvage.table === table);
    if (!one) return;
    one.kept -= changes;
    one.lost += changes;
  };
  drop('deliveries', 'DELETE FROM deliveries WHERE key NOT IN (SELECT key FROM requests)');
  drop('requests', 'DELETE FROM requests WHERE key NOT IN (SELECT key FROM deliveries)');
  drop('attempts', 'DELETE FROM attempts WHERE delivery_key NOT IN (SELECT key FROM deliveries)');
  drop('damaged_files', 'DELETE FROM damaged_files WHERE damaged_key NOT IN (SELECT key FROM damaged)');
}

function finish(db: Database.Database): void {
  recount(db);
  const set = db.prepare<[string, string]>('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)');
  // Files that no row names may be all that is left of lost rows.
  set.run(sweepKey, 'false');
  // The search index was made of rows that may be gone.
  set.run(historyIdKey, JSON.stringify(randomUUID()));
}
