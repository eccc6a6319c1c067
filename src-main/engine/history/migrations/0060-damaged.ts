import type { Migration } from './migration.ts';

/** Rows that can't be read are moved here, so that no list, count or queue meets them again; their body files stay. */
export const damaged: Migration = {
  version: 60,
  name: 'damaged',
  up(db) {
    db.exec(`
      CREATE TABLE damaged (
        key INTEGER PRIMARY KEY,
        table_name TEXT NOT NULL,
        row_id TEXT NOT NULL,
        reason TEXT NOT NULL,
        set_aside_at_ms INTEGER NOT NULL,
        content TEXT NOT NULL
      ) STRICT;

      CREATE TABLE damaged_files (
        name TEXT NOT NULL,
        damaged_key INTEGER NOT NULL REFERENCES damaged (key) ON DELETE CASCADE
      ) STRICT;
      CREATE INDEX damaged_files_by_name ON damaged_files (name);
      CREATE INDEX damaged_files_by_row ON damaged_files (damaged_key);
    `);
  },
};
