import type { Migration } from './migration.ts';

/**
 * What was caught and answered a moment ago, one narrow row each: all that a 200 waits for. The settling worker moves each
 * row into `deliveries` and `requests` (journal/settler.ts) in one transaction that takes it out of here, so that a
 * delivery is in one place or the other whatever happens.
 */
export const journal: Migration = {
  version: 100,
  name: 'journal',
  up(db) {
    db.exec(`
      CREATE TABLE journal (
        key INTEGER PRIMARY KEY,
        delivery_id TEXT NOT NULL,
        webhook_id TEXT NOT NULL,
        provider TEXT NOT NULL,
        method TEXT NOT NULL,
        target TEXT NOT NULL,
        http_version TEXT NOT NULL,
        remote_address TEXT,
        received_at_ms INTEGER NOT NULL,
        content_type TEXT,
        verdict TEXT NOT NULL,
        verdict_detail TEXT,
        status INTEGER,
        duration_ms REAL,
        answer TEXT,
        raw_headers TEXT NOT NULL,
        body_bytes INTEGER NOT NULL,
        body_file TEXT,
        body BLOB
      ) STRICT;
      CREATE INDEX journal_by_body_file ON journal (body_file) WHERE body_file IS NOT NULL;
    `);
  },
};
