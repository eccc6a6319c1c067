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

export function openSearch(parts: {
  db: Database;
  writer: Writer;
  start: Omit<WorkerStart, 'shared'>;
  onBug: (error: unknown, where: string) => void;
}): Search {
  const { db, writer, start, onBug } = parts;
  const forget = db.prepare<[number]>('DELETE FROM index_log WHERE entry <= ?');
  let ready = false;
  let closing = false;
  let opened: ReturnType<typeof openIndexReader> | undefined;
  const worker = startIndexWorker(start, {
    ready() {
      ready = true;
    },
    indexed(logEntry) {
      if (!closing) writer.transaction(() => forget.run(logEntry));
    },
    bug: (error) => onBug(error, 'history.index-worker'),
  });
  return {
    worker,
    reader() {
      if (ready && !opened) opened = openIndexReader(start.indexPath, db);
      return opened;
    },
    async close() {
      closing = true;
      await worker.close();
      opened?.close();
    },
  };
}
