import type { Migration } from './migration.ts';

/** What followed an attempt, as JSON; null for attempts made before. */
export const attemptSequel: Migration = {
  version: 90,
  name: 'attempt-sequel',
  up(db) {
    db.exec('ALTER TABLE attempts ADD COLUMN sequel TEXT');
  },
};
