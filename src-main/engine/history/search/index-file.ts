import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { makeFilePrivate } from '../database/private-files.ts';
import type { SearchIndexReader } from './index-reader.ts';

/** Raised when the texts or the tokenizers change: an index of another format is made anew. */
const format = '3';

/**
 * A document's number is its rank by key, so that the lists of the index hold small distances: by key itself they would
 * take three times the room. What comes behind the index (an import of older deliveries) has no rank left; it goes to
 * `late_…`, by key.
 */
const table = (name: string, tokenizer: string) =>
  `CREATE VIRTUAL TABLE ${name}
   USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='${tokenizer}');`;

const schema = `
  CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE docs (doc INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE) STRICT;
  ${table('words', 'unicode61')}
  ${table('parts', 'trigram')}
  ${table('late_words', 'unicode61')}
  ${table('late_parts', 'trigram')}
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
  /** @param late its key is below another one's that is in already */
  add(key: number, texts: { words: string; parts: string }, late: boolean): void;
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
export function openSearchIndex(path: string, historyId: string, anew = false): SearchIndex {
  if (anew) removeFile(path);
  makeFilePrivate(path);
  let db = new Database(path);
  if (!isUsable(db, historyId)) {
    db.close();
    removeFile(path);
    makeFilePrivate(path);
    db = new Database(path);
  }
  db.pragma('journal_mode = WAL');
  db.pragma('secure_delete = ON');
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
  const adding = (name: string) =>
    db.prepare<[bigint, string]>(`INSERT INTO ${name} (rowid, text) VALUES (?, ?)`);
  const removing = (name: string) => db.prepare<[bigint]>(`DELETE FROM ${name} WHERE rowid = ?`);
  const [addWords, addParts] = [adding('words'), adding('parts')];
  const [addLateWords, addLateParts] = [adding('late_words'), adding('late_parts')];
  const removeDoc = [removing('words'), removing('parts')];
  const removeLate = [removing('late_words'), removing('late_parts')];
  const addDoc = db.prepare<[number]>('INSERT INTO docs (key) VALUES (?)');
  const docOf = db.prepare<[number], number>('SELECT doc FROM docs WHERE key = ?').pluck();
  const forgetDoc = db.prepare<[number]>('DELETE FROM docs WHERE doc = ?');
  return {
    db,
    progress: () => ({
      indexedUpTo: Number(get.get('indexedUpTo') ?? -1),
      logEntry: Number(get.get('logEntry') ?? 0),
    }),
    transaction: (work) => db.transaction(work)(),
    add(key, texts, late) {
      const id = BigInt(late ? key : addDoc.run(key).lastInsertRowid);
      (late ? addLateWords : addWords).run(id, texts.words);
      (late ? addLateParts : addParts).run(id, texts.parts);
    },
    remove(key) {
      const doc = docOf.get(key);
      for (const statement of doc === undefined ? removeLate : removeDoc) statement.run(BigInt(doc ?? key));
      if (doc !== undefined) forgetDoc.run(doc);
    },
    setProgress(progress) {
      set.run('indexedUpTo', String(progress.indexedUpTo));
      set.run('logEntry', String(progress.logEntry));
    },
  };
}

/** Two descending walks as one. */
function* descending(left: Iterable<number>, right: Iterable<number>): Iterable<number> {
  const [a, b] = [left[Symbol.iterator](), right[Symbol.iterator]()];
  try {
    let [x, y] = [a.next(), b.next()];
    while (!x.done || !y.done) {
      if (y.done || (!x.done && x.value >= y.value)) {
        yield x.value;
        x = a.next();
      } else {
        yield y.value;
        y = b.next();
      }
    }
  } finally {
    // A walk that is left early must not keep its statement open.
    a.return?.();
    b.return?.();
  }
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
  const docFrom = index
    .prepare<[number], number>('SELECT doc FROM docs WHERE key >= ? ORDER BY key LIMIT 1')
    .pluck();
  // Bounds are bound as 64-bit integers: FTS5 passes over a bound that is a floating-point number.
  const walkDocs = (name: string) =>
    index
      .prepare<[string, bigint, bigint], number>(
        `SELECT docs.key FROM ${name} CROSS JOIN docs ON docs.doc = ${name}.rowid
         WHERE ${name} MATCH ? AND ${name}.rowid >= ? AND ${name}.rowid < ? ORDER BY ${name}.rowid DESC`,
      )
      .pluck();
  const walkLate = (name: string) =>
    index
      .prepare<[string, bigint, bigint], number>(
        `SELECT rowid FROM ${name} WHERE ${name} MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC`,
      )
      .pluck();
  const highestDoc = BigInt(Number.MAX_SAFE_INTEGER);

  /** Both kinds of documents, newest first. */
  function walk(name: 'words' | 'parts'): (query: string, low: number, before: number) => Iterable<number> {
    const docs = walkDocs(name);
    const late = walkLate(`late_${name}`);
    return (query, low, before) => {
      const from = docFrom.get(low);
      const to = docFrom.get(before);
      return descending(
        from === undefined
          ? []
          : docs.iterate(query, BigInt(from), to === undefined ? highestDoc : BigInt(to)),
        late.iterate(query, BigInt(low), BigInt(before)),
      );
    };
  }
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
        words,
        parts,
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
