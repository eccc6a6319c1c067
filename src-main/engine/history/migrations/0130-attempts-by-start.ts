import type { Migration } from './migration.ts';

/** What a target did over a span is read by when attempts began. */
export const attemptsByStart: Migration = {
  version: 130,
  name: 'attempts-by-start',
  up(db) {
    db.exec('CREATE INDEX attempts_by_start ON attempts (started_at_ms) WHERE started_at_ms IS NOT NULL;');
  },
};
