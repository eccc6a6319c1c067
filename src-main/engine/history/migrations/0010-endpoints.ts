import type { Migration } from './migration.ts';

export const endpoints: Migration = {
  version: 10,
  name: 'endpoints',
  up(db) {
    db.exec(`
      CREATE TABLE endpoints (
        webhook_id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        provider TEXT NOT NULL,
        active INTEGER NOT NULL CHECK (active IN (0, 1)),
        created_by TEXT NOT NULL CHECK (created_by IN ('user', 'agent')),
        created_at_ms INTEGER NOT NULL,
        updated_at_ms INTEGER NOT NULL,
        scheme TEXT,
        enforce TEXT NOT NULL,
        answer TEXT NOT NULL,
        answer_set_at_ms INTEGER NOT NULL,
        forward TEXT,
        access TEXT NOT NULL
      ) STRICT;

      CREATE TABLE secrets (
        secret_ref TEXT PRIMARY KEY NOT NULL,
        webhook_id TEXT,
        sealed BLOB NOT NULL,
        fingerprint TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        retires_at_ms INTEGER
      ) STRICT;
      CREATE INDEX secrets_by_webhook ON secrets (webhook_id, created_at_ms) WHERE webhook_id IS NOT NULL;

      CREATE TABLE settings (
        key TEXT PRIMARY KEY NOT NULL,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
