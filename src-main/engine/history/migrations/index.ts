import type { Database } from 'better-sqlite3';
import { endpoints } from './0010-endpoints.ts';
import { deliveries } from './0020-deliveries.ts';
import { attempts } from './0030-attempts.ts';
import { rejected } from './0040-rejected.ts';
import { endpointHandshake } from './0050-endpoint-handshake.ts';
import { damaged } from './0060-damaged.ts';
import { attemptSequel } from './0090-attempt-sequel.ts';
import { journal } from './0100-journal.ts';
import { endpointChoices } from './0110-endpoint-choices.ts';
import { secretNames } from './0120-secret-names.ts';
import { attemptsByStart } from './0130-attempts-by-start.ts';
import { attemptKeptBy } from './0140-attempt-kept-by.ts';
import { gauntletRuns } from './0150-gauntlet-runs.ts';
import { countsInARow } from './0160-counts-in-a-row.ts';
import type { Migration } from './migration.ts';

/** Written out, in order. */
export const migrations: readonly Migration[] = [
  endpoints,
  deliveries,
  attempts,
  rejected,
  endpointHandshake,
  damaged,
  attemptSequel,
  journal,
  endpointChoices,
  secretNames,
  attemptsByStart,
  attemptKeptBy,
  gauntletRuns,
  countsInARow,
];

export const latestVersion = Math.max(...migrations.map((migration) => migration.version));

/** Which shape a file has. */
export const versionOf = (db: Database): number => Number(db.pragma('user_version', { simple: true }));

/**
 * Brings a file to `toVersion`: each step in a transaction of its own with its version number, so that a step that fails
 * leaves the file as it was before it.
 */
export function migrate(db: Database, steps = migrations, toVersion = latestVersion): void {
  for (const step of steps) {
    if (step.version <= versionOf(db) || step.version > toVersion) continue;
    db.transaction(() => {
      step.up(db);
      db.pragma(`user_version = ${step.version}`);
    }).immediate();
  }
}
