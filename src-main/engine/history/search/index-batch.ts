import type { Database } from 'better-sqlite3';
import { type BodyStore, orNothing } from '../deliveries/body-store.ts';
import type { SearchIndex } from './index-file.ts';
import {
  partsText,
  type SearchableRow,
  searchableColumns,
  searchedBodyBytes,
  wordsText,
} from './search-text.ts';

/** Deliveries a transaction of the index takes: fewer cost more each, more keep a search waiting. */
const batchRows = 256;

/** What a batch did. */
export interface BatchResult {
  /** Rows added or dealt with anew. */
  rows: number;
  /** The last entry of the log that is done with. */
  logEntry: number;
  /** There is more to do at once. */
  more: boolean;
}

/**
 * Brings the index a batch further: first rows that changed behind it (imported, deleted), then new ones in order of
 * their keys.
 *
 * @param pause called between rows, to step back while captures wait
 */
export function createIndexBatch(
  history: Database,
  index: SearchIndex,
  bodies: Pick<BodyStore, 'readRange'>,
  pause: () => void,
): () => BatchResult {
  const log = history.prepare<[number, number], { entry: number; key: number }>(
    'SELECT entry, key FROM index_log WHERE entry > ? ORDER BY entry LIMIT ?',
  );
  const one = history.prepare<[number], SearchableRow>(
    `SELECT ${searchableColumns} FROM deliveries AS d JOIN requests AS r ON r.key = d.key WHERE d.key = ?`,
  );
  const next = history.prepare<[number, number], SearchableRow>(
    `SELECT ${searchableColumns} FROM deliveries AS d NOT INDEXED CROSS JOIN requests AS r ON r.key = d.key
     WHERE d.key > ? ORDER BY d.key LIMIT ?`,
  );
  const readFile = (name: string) => orNothing(() => bodies.readRange(name, 0, searchedBodyBytes));

  /** A row whose text can't be had (its file can't be read) is passed over: it must not keep the others out. */
  function textsOf(row: SearchableRow): { words: string; parts: string } {
    try {
      return { words: wordsText(row, readFile), parts: partsText(row, readFile) };
    } catch {
      return { words: '', parts: '' };
    }
  }

  function addRow(row: SearchableRow, late: boolean): void {
    pause();
    index.add(row.key, textsOf(row), late);
  }

  return () => {
    const { indexedUpTo, logEntry } = index.progress();
    // One moment for both reads: an entry of the log is either behind the index by then or among the new rows.
    const { changed, fresh } = history.transaction(() => {
      const entries = log.all(logEntry, batchRows);
      return { changed: entries, fresh: next.all(indexedUpTo, batchRows) };
    })();
    if (changed.length === 0 && fresh.length === 0) return { rows: 0, logEntry, more: false };
    const progress = {
      indexedUpTo: fresh.at(-1)?.key ?? indexedUpTo,
      logEntry: changed.at(-1)?.entry ?? logEntry,
    };
    index.transaction(() => {
      for (const key of new Set(changed.map((entry) => entry.key))) {
        if (key > indexedUpTo) continue;
        index.remove(key);
        const row = one.get(key);
        if (row) addRow(row, true);
      }
      for (const row of fresh) addRow(row, false);
      index.setProgress(progress);
    });
    return {
      rows: changed.length + fresh.length,
      logEntry: progress.logEntry,
      more: changed.length === batchRows || fresh.length === batchRows,
    };
  };
}
