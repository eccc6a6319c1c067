import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Counts } from '#core/contract/system.ts';
import type { Clock } from '../parts.ts';
import { createAttemptsRepo } from './attempts-repo.ts';
import { createBodyStore } from './body-store.ts';
import { openDatabaseFile, prepareFolder, setSynchronous } from './database-file.ts';
import { createDeliveriesRepo } from './deliveries-repo.ts';
import { createEndpointsRepo } from './endpoints-repo.ts';
import { lockFolder } from './folder-lock.ts';
import type { History } from './history.ts';
import { createRejectedRepo } from './rejected-repo.ts';
import { createSecretsRepo } from './secrets-repo.ts';
import { createSettingsRepo } from './settings-repo.ts';
import type { Tallies } from './tallies.ts';
import { createWriter } from './writer.ts';

/** What the data folder holds. */
const databaseName = 'tacklebox.db';
const bodiesName = 'bodies';

export interface HistoryOptions {
  /** Made, for its owner alone, where it isn't there. */
  dataDir: string;
  clock: Clock;
  durability: 'normal' | 'full';
  onBug: (error: unknown, where: string) => void;
  /** What runs here, for the message that a second engine gets. */
  host?: string;
}

function fileBytes(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function countsOf(tallies: Tallies, databaseBytes: number): Counts {
  return {
    deliveries: tallies.get('all'),
    in: tallies.get('direction', 'in'),
    out: tallies.get('direction', 'out'),
    failedVerdicts: tallies.get('verdict', 'failed'),
    rejected: tallies.get('rejected'),
    pending: tallies.get('state', 'pending'),
    retrying: tallies.get('state', 'retrying'),
    retained: tallies.get('state', 'retained'),
    held: tallies.get('state', 'held'),
    deadLetters: tallies.get('state', 'dead_letter'),
    databaseBytes,
  };
}

/**
 * Opens the history of a data folder.
 *
 * @throws data_folder_in_use, data_folder_unwritable, database_newer, database_corrupt, database_full
 */
export function openHistory({
  dataDir,
  clock,
  durability,
  onBug,
  host = 'Tacklebox',
}: HistoryOptions): History {
  const bodiesDir = join(dataDir, bodiesName);
  prepareFolder(bodiesDir);
  const lock = lockFolder(dataDir, host, clock.nowMs());
  const path = join(dataDir, databaseName);
  try {
    const db = openDatabaseFile(path, durability);
    let level = durability;
    const writer = createWriter(db);
    const bodies = createBodyStore(bodiesDir, () => level === 'full');
    const deliveries = createDeliveriesRepo({ db, writer, bodies, nowMs: () => clock.nowMs() });
    const rejected = createRejectedRepo(db, writer, onBug);
    const named = db
      .prepare<[string, string, string], number>(
        `SELECT 1 FROM requests WHERE body_file = ?
         UNION ALL SELECT 1 FROM attempts WHERE request_body_file = ?
         UNION ALL SELECT 1 FROM attempts WHERE response_body_file = ?`,
      )
      .pluck();
    let closed = false;
    const sweeping = bodies
      .sweep((name) => closed || named.get(name, name, name) !== undefined)
      .catch((error: unknown) => onBug(error, 'history.sweep'));
    return {
      deliveries,
      attempts: createAttemptsRepo({
        db,
        writer,
        bodies,
        deliveryBody: deliveries.body,
        deliveryBodyRange: deliveries.bodyRange,
        countAttempt: deliveries.countAttempt,
      }),
      endpoints: createEndpointsRepo(db, writer),
      secrets: createSecretsRepo(db, writer),
      rejected,
      settings: createSettingsRepo(db, writer),
      counts: () => countsOf(writer.tallies, fileBytes(path) + fileBytes(`${path}-wal`)),
      transaction: writer.transaction,
      setDurability(next) {
        level = next;
        setSynchronous(db, next);
      },
      async close() {
        if (closed) return;
        deliveries.flush();
        rejected.flush();
        closed = true;
        await sweeping;
        db.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
