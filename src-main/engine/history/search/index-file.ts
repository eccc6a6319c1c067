import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { SearchIndexReader } from './index-reader.ts';

/** Raised when the texts or the tokenizers change: an index of another format is made anew. */
const format = '1';

const schema = `
  CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='unicode61');
  CREATE VIRTUAL TABLE parts USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='trigram');
`;

/** How far the index has come. */
export interface IndexProgress {
  indexedUpTo: number;
  /** The last entry of `index_log` that was dealt with. */
  logEntry: number;
}

/** The index as the worker writes it. */
export interface SearchIndex {
  readonly db: Database.Database;
  progress(): IndexProgress;
  /** One batch, in a transaction. */
  transaction(work: () => void): void;
  add(key: number, texts: { words: string; parts: string }): void;
  remove(key: number): void;
  setProgress(progress: IndexProgress): void;
}

function isUsable(db: Database.Database, historyId: string): boolean {
  try {
    const meta = db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck();
    return meta.get('format') === format && meta.get('history') === historyId;
  } catch {
    return false;
  }
}

function removeFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

/** Opens the index of a history, or begins an empty one where it isn't there, is damaged, or belongs to another history. */
export function openSearchIndex(path: string, historyId: string): SearchIndex {
  let db = new Database(path);
  if (!isUsable(db, historyId)) {
    db.close();
    removeFile(path);
    db = new Database(path);
  }
  db.pragma('journal_mode = WAL');
  // All of it can be made again, so it need not survive a loss of power.
  db.pragma('synchronous = OFF');
  if (!isUsable(db, historyId)) {
    db.transaction(() => {
      db.exec(schema);
      const set = db.prepare<[string, string]>('INSERT INTO meta (name, value) VALUES (?, ?)');
      set.run('format', format);
      set.run('history', historyId);
    })();
  }
  const get = db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck();
  const set = db.prepare<[string, string]>('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)');
  const addWords = db.prepare<[bigint, string]>('INSERT INTO words (rowid, text) VALUES (?, ?)');
  const addParts = db.prepare<[bigint, string]>('INSERT INTO parts (rowid, text) VALUES (?, ?)');
  const removeWords = db.prepare<[bigint]>('DELETE FROM words WHERE rowid = ?');
  const removeParts = db.prepare<[bigint]>('DELETE FROM parts WHERE rowid = ?');
  return {
    db,
    progress: () => ({
      indexedUpTo: Number(get.get('indexedUpTo') ?? -1),
      logEntry: Number(get.get('logEntry') ?? 0),
    }),
    transaction: (work) => db.transaction(work)(),
    add(key, texts) {
      addWords.run(BigInt(key), texts.words);
      addParts.run(BigInt(key), texts.parts);
    },
    remove(key) {
      removeWords.run(BigInt(key));
      removeParts.run(BigInt(key));
    },
    setProgress(progress) {
      set.run('indexedUpTo', String(progress.indexedUpTo));
      set.run('logEntry', String(progress.logEntry));
    },
  };
}

/**
 * Reads an index: the worker its own, the engine's thread the file (`openIndexReader`).
 *
 * @param history where the log of changed rows is
 */
export function createIndexReader(index: Database.Database, history: Database.Database): SearchIndexReader {
  const progress = index.prepare<[], { name: string; value: string }>(
    "SELECT name, value FROM meta WHERE name IN ('indexedUpTo', 'logEntry')",
  );
  // Bounds are bound as 64-bit integers: FTS5 passes over a bound that is a floating-point number.
  const walk = (table: 'words' | 'parts') =>
    index
      .prepare<[string, bigint, bigint], number>(
        `SELECT rowid FROM ${table} WHERE ${table} MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC`,
      )
      .pluck();
  const words = walk('words');
  const parts = walk('parts');
  const pending = history
    .prepare<[number, number, number], number>(
      'SELECT DISTINCT key FROM index_log WHERE entry > ? AND key >= ? AND key < ? ORDER BY key DESC',
    )
    .pluck();
  return {
    read(work) {
      const values = new Map(progress.all().map(({ name, value }) => [name, Number(value)]));
      const indexedUpTo = values.get('indexedUpTo') ?? -1;
      const logEntry = values.get('logEntry') ?? 0;
      return work({
        indexedUpTo,
        pendingKeys: (low, before) => pending.all(logEntry, low, Math.min(before, indexedUpTo + 1)),
        words: (query, low, before) => words.iterate(query, BigInt(low), BigInt(before)),
        parts: (query, low, before) => parts.iterate(query, BigInt(low), BigInt(before)),
      });
    },
  };
}

/** A second connection, for searches on the engine's own thread. */
export function openIndexReader(
  path: string,
  history: Database.Database,
): SearchIndexReader & { close(): void } {
  const db = new Database(path, { readonly: true });
  return { ...createIndexReader(db, history), close: () => db.close() };
}
