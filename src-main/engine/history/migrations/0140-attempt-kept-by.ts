import type { Migration } from './migration.ts';

/** What kept an attempt from beginning when it was due; null: nothing, or it was made before this was noted. */
export const attemptKeptBy: Migration = {
  version: 140,
  name: 'attempt-kept-by',
  up(db) {
    db.exec('ALTER TABLE attempts ADD COLUMN kept_by TEXT');
  },
};
