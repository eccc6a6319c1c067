import type { Migration } from './migration.ts';

/**
 * Rows of a list are narrow and lie together; what only the detail needs is in `requests`, so that a page of a list reads
 * a few pages of the file. `key` is the time in milliseconds x 16 plus a count (delivery-keys.ts): every index ends in
 * it, so that each filter walks newest first without sorting.
 */
export const deliveries: Migration = {
  version: 20,
  name: 'deliveries',
  up(db) {
    db.exec(`
      CREATE TABLE deliveries (
        key INTEGER PRIMARY KEY,
        delivery_id TEXT NOT NULL,
        direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
        webhook_id TEXT,
        provider TEXT NOT NULL,
        event_type TEXT,
        provider_delivery_id TEXT,
        method TEXT NOT NULL,
        target TEXT NOT NULL,
        content_type TEXT,
        body_bytes INTEGER NOT NULL,
        verdict TEXT NOT NULL,
        state TEXT NOT NULL,
        status INTEGER,
        status_class INTEGER AS (status / 100) VIRTUAL,
        duration_ms REAL,
        attempts INTEGER NOT NULL DEFAULT 0,
        received_at_ms INTEGER NOT NULL,
        pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
        duplicate_of TEXT,
        looks_like TEXT
      ) STRICT;
      CREATE UNIQUE INDEX deliveries_by_id ON deliveries (delivery_id);
      CREATE INDEX deliveries_by_webhook ON deliveries (webhook_id) WHERE webhook_id IS NOT NULL;
      CREATE INDEX deliveries_by_provider_delivery ON deliveries (webhook_id, provider_delivery_id)
        WHERE provider_delivery_id IS NOT NULL;
      CREATE INDEX deliveries_by_direction ON deliveries (direction);
      CREATE INDEX deliveries_by_provider ON deliveries (provider);
      CREATE INDEX deliveries_by_event_type ON deliveries (event_type) WHERE event_type IS NOT NULL;
      CREATE INDEX deliveries_by_verdict ON deliveries (verdict);
      CREATE INDEX deliveries_by_state ON deliveries (state);
      CREATE INDEX deliveries_by_status_class ON deliveries (status_class) WHERE status_class IS NOT NULL;
      CREATE INDEX deliveries_pinned ON deliveries (pinned) WHERE pinned = 1;

      CREATE TABLE requests (
        key INTEGER PRIMARY KEY REFERENCES deliveries (key) ON DELETE CASCADE,
        http_version TEXT NOT NULL,
        raw_headers TEXT NOT NULL,
        remote_address TEXT,
        verdict_detail TEXT,
        answer TEXT,
        send_target TEXT,
        retry_policy TEXT,
        secret_ref TEXT,
        scheme TEXT,
        event_id TEXT,
        body_file TEXT,
        body BLOB
      ) STRICT;
      CREATE INDEX requests_by_body_file ON requests (body_file) WHERE body_file IS NOT NULL;

      CREATE TABLE tallies (
        dimension TEXT NOT NULL,
        value TEXT NOT NULL,
        amount INTEGER NOT NULL,
        PRIMARY KEY (dimension, value)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE index_log (
        entry INTEGER PRIMARY KEY AUTOINCREMENT,
        key INTEGER NOT NULL
      ) STRICT;
    `);
  },
};
