import type { Migration } from './migration.ts';

/**
 * What an endpoint takes of its provider: a tag, a way to authenticate, events, whether repeats are dropped. Endpoints made
 * before take everything and drop nothing.
 */
export const endpointChoices: Migration = {
  version: 110,
  name: 'endpoint-choices',
  up(db) {
    db.exec(`
      ALTER TABLE endpoints ADD COLUMN tag TEXT;
      ALTER TABLE endpoints ADD COLUMN auth TEXT;
      ALTER TABLE endpoints ADD COLUMN drop_repeats INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE endpoints ADD COLUMN subscription TEXT NOT NULL DEFAULT '{}';
      UPDATE endpoints SET tag = 'generic', drop_repeats = 1 WHERE provider = 'alfe';
    `);
  },
};
