import type { Migration } from './migration.ts';

/** Runs of the gauntlet, each whole as JSON: they are listed by time and read one by one. */
export const gauntletRuns: Migration = {
  version: 150,
  name: 'gauntlet-runs',
  up(db) {
    db.exec(`
      CREATE TABLE gauntlet_runs (
        run_id TEXT PRIMARY KEY,
        summary TEXT NOT NULL,
        run TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
