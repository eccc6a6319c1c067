import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Counts } from '#core/contract/system.ts';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import type { MeasuredAttempt } from '#core/retry/incident/measured-attempt.ts';
import type { Clock } from '../clock.ts';
import { type AnswerCountsRepo, createAnswerCountsRepo } from './answer-counts-repo.ts';
import type { AttemptsRepo } from './attempts/attempts-repo.ts';
import { createAttemptsRepo } from './attempts/attempts-repo.ts';
import { createMeasuredAttempts, type MeasuredQuery } from './attempts/measured-attempts.ts';
import { createDamagedRows, type DamagedRows } from './damaged/damaged-rows.ts';
import { mendRows } from './damaged/mend-rows.ts';
import { openDatabaseFile, prepareFolder, setSynchronous } from './database/database-file.ts';
import { createFolderGuard } from './database/folder-guard.ts';
import { lockFolder } from './database/folder-lock.ts';
import { createSpaceReserve } from './database/space-reserve.ts';
import { explainStorageError, isFull } from './database/sqlite-errors.ts';
import type { Tallies } from './database/tallies.ts';
import { createWriteTurn, newTurnMemory } from './database/write-turn.ts';
import { createWriter } from './database/writer.ts';
import { createBodyStore } from './deliveries/body-store.ts';
import type { DeliveriesRepo } from './deliveries/deliveries-repo.ts';
import { after, createDeliveriesRepo } from './deliveries/deliveries-repo.ts';
import { createDeliveryKeys } from './deliveries/delivery-keys.ts';
import type { EndpointsRepo } from './endpoints-repo.ts';
import { createEndpointsRepo } from './endpoints-repo.ts';
import { folderFiles, historyIdKey, sweepKey } from './folder-files.ts';
import { createGauntletRepo, type GauntletRepo } from './gauntlet-repo.ts';
import { openJournal } from './journal/journal.ts';
import type { RejectedRepo } from './rejected-repo.ts';
import { createRejectedRepo } from './rejected-repo.ts';
import { type Sealing, sealClearText } from './seal-clear-text.ts';
import { openSearch } from './search/open-search.ts';
import type { SecretsRepo } from './secrets-repo.ts';
import { createSecretsRepo } from './secrets-repo.ts';
import type { SettingsRepo } from './settings-repo.ts';
import { createSettingsRepo } from './settings-repo.ts';
import { createSwitchCountsRepo, type SwitchCountsRepo } from './switch-counts-repo.ts';

/** The SQLite side of the engine: one repo a table, times in epoch milliseconds, bodies as bytes. */
export interface History {
  readonly deliveries: DeliveriesRepo;
  readonly attempts: AttemptsRepo;
  /** What attempts of a span tell about their target, by when they began. */
  measuredAttempts(query: MeasuredQuery): MeasuredAttempt[];
  readonly endpoints: EndpointsRepo;
  readonly secrets: SecretsRepo;
  readonly rejected: RejectedRepo;
  readonly settings: SettingsRepo;
  readonly answerCounts: AnswerCountsRepo;
  readonly switchCounts: SwitchCountsRepo;
  readonly gauntlet: GauntletRepo;
  readonly damaged: DamagedRows;
  counts(): Counts;
  /** Settles when body files that a crash left without their rows have been looked for; how many were removed. */
  readonly swept: Promise<number>;
  /** Makes deliveries of all that arrived (`deliveries.arrive`), at once. Reads and writes do so by themselves. */
  settle(): void;
  /** Gives what arrived a moment to be settled beside this thread, so that a read on it need not. */
  settled(): Promise<void>;
  /** Whom to tell of arrivals that became deliveries; they are read when asked for. */
  onSettled(listener: (deliveries: () => DeliverySummary[]) => void): void;
  /** Whether somebody is told of what is settled, and so wants it soon. */
  setWatched(watched: boolean): void;
  /** Moves what earlier versions kept in clear into the vault; what it stood in is overwritten. Answers how many rows changed. */
  sealClearText(sealing: Sealing): number;
  /** Makes several writes one: all are kept or none, whatever happens in between. Nests. */
  transaction<T>(work: () => T): T;
  /** Keeps space in reserve, so that trimming and deleting work on a full disk. */
  keepReserve(): Promise<void>;
  /** `normal` or `full` (fsync per commit). */
  setDurability(level: 'normal' | 'full'): void;
  /** Flushes what waits, stops the index worker, closes the file. */
  close(): Promise<void>;
}

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

function countsOf(tallies: Tallies, damaged: number, databaseBytes: number): Counts {
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
    damaged,
    databaseBytes,
  };
}

/** Whether a row names a file of a body. */
function bodyIsNamed(db: Database): (name: string) => boolean {
  const named = db
    .prepare<[string, string, string, string, string], number>(
      `SELECT 1 FROM requests WHERE body_file = ?
       UNION ALL SELECT 1 FROM journal WHERE body_file = ?
       UNION ALL SELECT 1 FROM attempts WHERE request_body_file = ?
       UNION ALL SELECT 1 FROM attempts WHERE response_body_file = ?
       UNION ALL SELECT 1 FROM damaged_files WHERE name = ?`,
    )
    .pluck();
  return (name) => named.get(name, name, name, name, name) !== undefined;
}

/**
 * Whether body files that no row names may go. Not in a history that began beside files that were there already: they
 * are another one's, whose database was moved away or recovered, and may be all that is left of it.
 */
function maySweep(settings: History['settings'], bodiesDir: string): boolean {
  const known = settings.get(sweepKey);
  if (typeof known === 'boolean') return known;
  const isOld = typeof settings.get(historyIdKey) === 'string';
  const may = isOld || readdirSync(bodiesDir).length === 0;
  settings.set(sweepKey, may);
  return may;
}

/** Which history this is, so that a search index of another one beside it isn't taken for its own. */
function historyIdOf(settings: History['settings'], anew: boolean): string {
  const known = settings.get(historyIdKey);
  if (typeof known === 'string' && !anew) return known;
  const id = randomUUID();
  settings.set(historyIdKey, id);
  return id;
}

/**
 * Opens the history of a data folder.
 *
 * @throws data_folder_in_use, data_folder_unwritable, database_newer, database_corrupt, database_full
 */
export function openHistory(options: HistoryOptions): History {
  const { dataDir, clock, durability, onBug, host = 'Tacklebox' } = options;
  prepareFolder(dataDir, join(dataDir, folderFiles.bodies));
  const lock = lockFolder(dataDir, host, clock.nowMs());
  const path = join(dataDir, folderFiles.database);
  let db: Database | undefined;
  try {
    db = openDatabaseFile(path, durability);
    return openLocked(db, { dataDir, clock, durability, onBug }, () => lock.release());
  } catch (error) {
    db?.close();
    lock.release();
    // Damage may lie in a page that is first read after the file was opened.
    throw explainStorageError(error, path);
  }
}

function openLocked(
  db: Database,
  { dataDir, clock, durability, ...options }: HistoryOptions,
  releaseLock: () => void,
): History {
  const path = join(dataDir, folderFiles.database);
  const bodiesDir = join(dataDir, folderFiles.bodies);
  let level = durability;
  let wakeIndex = (): void => undefined;
  let settle = (): void => undefined;
  const turnMemory = newTurnMemory();
  const guard = createFolderGuard(path);
  /** What fails because the folder was taken away, or the disk is full, is no bug: whoever writes is told so. */
  const onBug = (error: unknown, where: string): void => {
    if (!guard.isGone() && !isFull(error)) options.onBug(error, where);
  };
  const reserve = createSpaceReserve(join(dataDir, folderFiles.reserve));
  const writer = createWriter(db, {
    guard,
    reserve,
    begin: () => settle(),
    commit: () => wakeIndex(),
    turn: createWriteTurn(turnMemory),
  });
  const bodies = createBodyStore(bodiesDir, () => level === 'full');
  const nowMs = () => clock.nowMs();
  const damaged = createDamagedRows({ db, writer, bodies, nowMs, onBug });
  const { setAside } = damaged;
  const indexIsVoid = mendRows(db, writer, setAside);
  const settings = createSettingsRepo(db, writer, setAside);
  const sweeps = maySweep(settings, bodiesDir);
  // What reads at the start comes before the workers: a damaged page ends the start with nothing left running.
  const keys = createDeliveryKeys(db, writer.tallies);
  const search = openSearch({
    db,
    writer,
    start: {
      historyPath: path,
      indexPath: join(dataDir, folderFiles.index),
      bodiesDir,
      historyId: historyIdOf(settings, indexIsVoid),
    },
    onBug,
  });
  wakeIndex = search.worker.wake;
  let tell = (_settled: () => DeliverySummary[]): void => undefined;
  const journal = openJournal({
    guard,
    db,
    keys,
    bodies,
    setAside,
    start: { historyPath: path, bodiesDir, turn: turnMemory },
    on: {
      waiting: search.worker.setWaiting,
      settled(settledKeys) {
        wakeIndex();
        tell(() => deliveries.summariesOf(settledKeys));
      },
      damaged: damaged.tell,
      bug: (error) => onBug(error, 'history.settling'),
    },
  });
  settle = journal.settle;
  const answerCounts = createAnswerCountsRepo(db);
  const deliveries = createDeliveriesRepo({
    countAnswer: answerCounts.write,
    db,
    writer,
    keys,
    journal,
    bodies,
    setAside,
    nowMs,
    index: search.reader,
    worker: search.worker,
  });
  const settledFirst = after(settle);
  const endpoints = createEndpointsRepo(db, writer, setAside);
  const rejected = createRejectedRepo(db, writer, setAside, onBug);
  const isNamed = bodyIsNamed(db);
  let closing: Promise<void> | undefined;
  const sweeping = (
    sweeps ? bodies.sweep((name) => closing !== undefined || isNamed(name)) : Promise.resolve(0)
  ).catch((error: unknown) => {
    onBug(error, 'history.sweep');
    return 0;
  });

  async function close(): Promise<void> {
    try {
      deliveries.flush();
      rejected.flush();
    } finally {
      await sweeping;
      await journal.close().catch((error: unknown) => onBug(error, 'history.settling'));
      await search.close();
      db.close();
      releaseLock();
    }
  }

  return {
    deliveries,
    attempts: createAttemptsRepo({
      db,
      writer,
      bodies,
      setAside,
      deliveryBody: deliveries.body,
      deliveryBodyRange: deliveries.bodyRange,
      countAttempt: deliveries.countAttempt,
    }),
    measuredAttempts: createMeasuredAttempts(db),
    answerCounts,
    switchCounts: createSwitchCountsRepo(db, writer),
    endpoints: { ...endpoints, activity: settledFirst(endpoints.activity) },
    secrets: createSecretsRepo(db, writer),
    rejected,
    settings,
    gauntlet: createGauntletRepo(db, writer),
    damaged,
    swept: sweeping,
    counts: settledFirst(() =>
      countsOf(writer.tallies, damaged.count(), fileBytes(path) + fileBytes(`${path}-wal`)),
    ),
    settle: journal.settle,
    settled: journal.settled,
    setWatched: journal.setWatched,
    onSettled(listener) {
      tell = listener;
    },
    transaction: writer.transaction,
    sealClearText(sealing) {
      const changed = sealClearText(db, writer, sealing);
      if (changed === 0) return 0;
      // Copies of it may lie in pages that were freed before they were overwritten, and the index knows its words.
      db.exec('VACUUM');
      db.pragma('wal_checkpoint(TRUNCATE)');
      settings.set(historyIdKey, randomUUID());
      return changed;
    },
    keepReserve: reserve.keep,
    setDurability(next) {
      level = next;
      setSynchronous(db, next);
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}
