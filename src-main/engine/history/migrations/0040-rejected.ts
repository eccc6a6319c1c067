import type { Migration } from './migration.ts';

export const rejected: Migration = {
  version: 40,
  name: 'rejected',
  up(db) {
    db.exec(`
      CREATE TABLE rejected (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        rejected_id TEXT NOT NULL UNIQUE,
        reason TEXT NOT NULL,
        explanation TEXT NOT NULL,
        status INTEGER,
        webhook_id TEXT,
        provider TEXT,
        method TEXT NOT NULL,
        target TEXT NOT NULL,
        http_version TEXT NOT NULL,
        raw_headers TEXT NOT NULL,
        body_bytes INTEGER NOT NULL,
        remote_address TEXT,
        received_at_ms INTEGER NOT NULL,
        verdict_detail TEXT,
        body BLOB NOT NULL
      ) STRICT;
      CREATE INDEX rejected_by_webhook ON rejected (webhook_id) WHERE webhook_id IS NOT NULL;
    `);
  },
};
