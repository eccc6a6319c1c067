import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { latestVersion, migrate, versionOf } from '../migrations/index.ts';
import { makeFilePrivate, makeFolderPrivate } from './private-files.ts';
import { explainStorageError } from './sqlite-errors.ts';

/** `TkBx`, in the file's header: which program it belongs to. */
export const applicationId = 0x546b4278;

/** SQLite's file format: a magic text first, the user version as a big-endian number at 60. */
const magic = 'SQLite format 3\u0000';
const headerBytes = 100;
const userVersionAt = 60;

/** Other connections write briefly (the settling worker's batches, the index worker's checkpoints): wait this long for them. */
export const busyTimeoutMs = 5000;

/** The writer never checkpoints by itself but for this bound (256 MB of log), should the index worker be gone. */
const lastResortCheckpointPages = 65_536;

/** A log that grew in a burst is cut back to this when it begins anew. */
const keptLogBytes = 67_108_864;

/** Makes the data folder and the one of its bodies, readable by their owner alone. */
export function prepareFolder(dir: string, bodiesDir: string): void {
  try {
    makeFolderPrivate(dir);
    mkdirSync(bodiesDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explainStorageError(error, dir);
  }
}

function newerError(path: string, version: number): TackleboxError {
  return new TackleboxError(
    'database_newer',
    `${path} was written by a newer Tacklebox (its format is ${version}, this one knows up to ${latestVersion}). It was left as it is. Update Tacklebox, or choose another folder with --data-dir.`,
    { details: { version, latestVersion } },
  );
}

/**
 * Looks at a file's header without SQLite, which would touch a file that isn't ours to touch.
 *
 * @throws database_newer, and what SQLite would throw where it is no database
 */
export function checkHeader(path: string): void {
  if (!existsSync(path) || statSync(path).size === 0) return;
  const header = Buffer.alloc(headerBytes);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, headerBytes, 0);
  } finally {
    closeSync(file);
  }
  if (header.toString('latin1', 0, magic.length) !== magic) {
    throw Object.assign(new Error('not a SQLite file'), { code: 'SQLITE_NOTADB' });
  }
  const version = header.readUInt32BE(userVersionAt);
  if (version > latestVersion) throw newerError(path, version);
}

/**
 * Opens the history's file and brings it to the present shape.
 *
 * @throws database_newer, database_corrupt, data_folder_unwritable, database_full; the file stays as it is
 */
export function openDatabaseFile(path: string, durability: 'normal' | 'full'): Database.Database {
  let db: Database.Database | undefined;
  try {
    checkHeader(path);
    makeFilePrivate(path);
    db = new Database(path, { timeout: busyTimeoutMs });
    if (versionOf(db) > latestVersion) throw newerError(path, versionOf(db));
    db.pragma('journal_mode = WAL');
    setSynchronous(db, durability);
    db.pragma('foreign_keys = ON');
    db.pragma('temp_store = MEMORY');
    // What is deleted is overwritten, in the file as in the log.
    db.pragma('secure_delete = ON');
    db.pragma(`journal_size_limit = ${keptLogBytes}`);
    db.pragma(`wal_autocheckpoint = ${lastResortCheckpointPages}`);
    if (versionOf(db) === 0) db.pragma(`application_id = ${applicationId}`);
    migrate(db);
    return db;
  } catch (error) {
    db?.close();
    throw explainStorageError(error, path);
  }
}

/** A worker's connection to a history that the engine has opened. Durability is the engine's: its commits fsync the log. */
export function openForWorker(path: string): Database.Database {
  const db = new Database(path, { timeout: busyTimeoutMs });
  // What it moves out of the journal must not stay readable in free pages, where a later deletion does not come.
  db.pragma('secure_delete = ON');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma(`wal_autocheckpoint = ${lastResortCheckpointPages}`);
  return db;
}

export function setSynchronous(db: Database.Database, durability: 'normal' | 'full'): void {
  db.pragma(`synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}`);
}
