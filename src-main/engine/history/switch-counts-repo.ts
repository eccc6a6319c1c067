import type { Database } from 'better-sqlite3';
import type { Writer } from './database/writer.ts';

/** What the policies of targets have counted so far, as JSON, by the target's address. */
export interface SwitchCountsRepo {
  /** Undefined where nothing is counted, or what stands there can't be read. */
  get(url: string): unknown;
  set(url: string, counts: unknown): void;
  remove(url: string): void;
}

export function createSwitchCountsRepo(db: Database, writer: Writer): SwitchCountsRepo {
  const byUrl = db.prepare<[string], string>('SELECT counts FROM switch_counts WHERE url = ?').pluck();
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO switch_counts (url, counts) VALUES (?, ?) ON CONFLICT DO UPDATE SET counts = excluded.counts',
  );
  const remove = db.prepare<[string]>('DELETE FROM switch_counts WHERE url = ?');
  return {
    get(url): unknown {
      const text = byUrl.get(url);
      try {
        return text === undefined ? undefined : JSON.parse(text);
      } catch {
        return undefined;
      }
    },
    set: (url, counts) => void writer.transaction(() => upsert.run(url, JSON.stringify(counts))),
    remove: (url) => void writer.transaction(() => remove.run(url)),
  };
}
