import type { Migration } from './migration.ts';

/** A request's body is kept only where it isn't the delivery's own (`request_body_shared`). */
export const attempts: Migration = {
  version: 30,
  name: 'attempts',
  up(db) {
    db.exec(`
      CREATE TABLE attempts (
        key INTEGER PRIMARY KEY,
        attempt_id TEXT NOT NULL UNIQUE,
        delivery_key INTEGER NOT NULL REFERENCES deliveries (key) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        reason TEXT NOT NULL,
        state TEXT NOT NULL,
        url TEXT NOT NULL,
        target TEXT NOT NULL,
        lane TEXT NOT NULL,
        position REAL NOT NULL,
        plan TEXT NOT NULL,
        scheduled_at_ms REAL NOT NULL,
        started_at_ms INTEGER,
        duration_ms REAL,
        request_method TEXT,
        request_target TEXT,
        request_headers TEXT,
        request_body_bytes INTEGER,
        request_body_shared INTEGER NOT NULL DEFAULT 0 CHECK (request_body_shared IN (0, 1)),
        phases TEXT,
        outcome TEXT,
        request_body_file TEXT,
        response_body_file TEXT,
        request_body BLOB,
        response_body BLOB
      ) STRICT;
      CREATE INDEX attempts_by_delivery ON attempts (delivery_key);
      CREATE INDEX attempts_by_time ON attempts (lane, scheduled_at_ms, position) WHERE state = 'scheduled';
      CREATE INDEX attempts_by_place ON attempts (lane, position) WHERE state = 'scheduled';
      CREATE INDEX attempts_running ON attempts (state) WHERE state = 'running';
      CREATE INDEX attempts_by_position ON attempts (position);
      CREATE INDEX attempts_by_request_file ON attempts (request_body_file) WHERE request_body_file IS NOT NULL;
      CREATE INDEX attempts_by_response_file ON attempts (response_body_file) WHERE response_body_file IS NOT NULL;
    `);
  },
};
