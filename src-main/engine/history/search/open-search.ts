import type { Database } from 'better-sqlite3';
import type { Writer } from '../database/writer.ts';
import { type IndexClient, startIndexWorker } from './index-client.ts';
import { openIndexReader } from './index-file.ts';
import type { SearchIndexReader } from './index-reader.ts';
import type { WorkerStart } from './worker-protocol.ts';

/** The search of an open history: the worker, and the index as the engine's own thread reads it. */
export interface Search {
  worker: IndexClient;
  /** Undefined until the worker has seen to the index. */
  reader(): SearchIndexReader | undefined;
  close(): Promise<void>;
}

/** Soon at first; then seldom enough to cost nothing where nothing helps (a full disk). */
const firstRestartMs = 250;
const longestRestartMs = 60_000;

/**
 * The search of an open history. Its worker comes back whatever ends it: at first with the index as it is; where it fails
 * again before it has done anything, with an index that is begun anew. Until then this thread searches by itself.
 */
export function openSearch(parts: {
  db: Database;
  writer: Writer;
  start: Omit<WorkerStart, 'shared' | 'anew'>;
  onBug: (error: unknown, where: string) => void;
}): Search {
  const { db, writer, start, onBug } = parts;
  const forget = db.prepare<[number]>('DELETE FROM index_log WHERE entry <= ?');
  let ready = false;
  let closing = false;
  let failures = 0;
  let restart: ReturnType<typeof setTimeout> | null = null;
  let opened: ReturnType<typeof openIndexReader> | undefined;
  let worker = begin();

  function begin(): IndexClient {
    return startIndexWorker(
      { ...start, anew: failures > 1 },
      {
        ready() {
          ready = true;
        },
        indexed(logEntry) {
          failures = 0;
          if (!closing) writer.transaction(() => forget.run(logEntry));
        },
        bug: (error) => onBug(error, 'history.index-worker'),
        gone: comeBack,
      },
    );
  }

  function comeBack(): void {
    ready = false;
    // The file may be another one when the worker is back.
    opened?.close();
    opened = undefined;
    if (closing) return;
    failures += 1;
    restart = setTimeout(
      () => {
        worker = begin();
      },
      Math.min(longestRestartMs, firstRestartMs * 2 ** (failures - 1)),
    );
    restart.unref();
  }

  return {
    worker: {
      wake: () => worker.wake(),
      setWaiting: (count) => worker.setWaiting(count),
      search: (question, signal) => worker.search(question, signal),
      close: () => worker.close(),
    },
    reader() {
      if (ready && !opened) opened = openIndexReader(start.indexPath, db);
      return opened;
    },
    async close() {
      closing = true;
      if (restart) clearTimeout(restart);
      await worker.close();
      opened?.close();
    },
  };
}
