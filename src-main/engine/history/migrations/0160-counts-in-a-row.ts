import type { Migration } from './migration.ts';

/**
 * What is counted from one request or attempt to the next: requests since an endpoint's answer was set (all, under '', and of each
 * provider delivery id), and what a target's policy counts before it switches the target off.
 */
export const countsInARow: Migration = {
  version: 160,
  name: 'counts-in-a-row',
  up(db) {
    db.exec(`
      CREATE TABLE answer_counts (
        webhook_id TEXT NOT NULL,
        provider_delivery_id TEXT NOT NULL,
        answer_set_at_ms INTEGER NOT NULL,
        count INTEGER NOT NULL,
        last_request INTEGER NOT NULL,
        PRIMARY KEY (webhook_id, provider_delivery_id)
      ) STRICT;
      CREATE TABLE switch_counts (
        url TEXT PRIMARY KEY NOT NULL,
        counts TEXT NOT NULL
      ) STRICT;
    `);
  },
};
