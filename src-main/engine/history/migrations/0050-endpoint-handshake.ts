import type { Migration } from './migration.ts';

/** Values agreed with a provider for its handshakes, as a JSON object; endpoints made before have none. */
export const endpointHandshake: Migration = {
  version: 50,
  name: 'endpoint-handshake',
  up(db) {
    db.exec(`ALTER TABLE endpoints ADD COLUMN handshake TEXT NOT NULL DEFAULT '{}'`);
  },
};
