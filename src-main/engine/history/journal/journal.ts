import type { Database } from 'better-sqlite3';
import type { SetAside } from '../damaged/damaged-rows.ts';
import { createCommitGroup } from '../database/commit-group.ts';
import type { FolderGuard } from '../database/folder-guard.ts';
import { createWriteTurn } from '../database/write-turn.ts';
import { createWriter } from '../database/writer.ts';
import { type BodyStore, inlineBodyBytes } from '../deliveries/body-store.ts';
import type { DeliveryKeys } from '../deliveries/delivery-keys.ts';
import { journalColumns, journalValues, type NewArrival } from './journal-rows.ts';
import { startSettleWorker } from './settle-client.ts';
import { createSettler } from './settler.ts';

/**
 * Captures as a 200 waits for them: one narrow row without indexes each, which a worker settles into the history after the
 * answer. Whoever reads or changes the history settles first, so that nobody sees the difference.
 */
export interface Journal {
  /** Resolves when the arrival is committed; those of one turn of the event loop share a transaction. */
  keep(arrival: NewArrival): Promise<void>;
  /** Settles what the worker has not come to, here and now. Costs nothing where there is nothing. */
  settle(): void;
  /** Gives the worker a moment to settle what was kept up to now, so that this thread need not. */
  settled(): Promise<void>;
  /** Whether somebody is told of what is settled, and so wants it soon. */
  setWatched(watched: boolean): void;
  /** Commits what waits and settles all. */
  close(): Promise<void>;
}

/** Rows that this thread settles in one transaction: a few milliseconds of work. */
const stepRows = 100;

/** How long whoever asks lets the worker settle; after it they settle for themselves. */
const patienceMs = 250;

/** So few rows are settled by this thread a moment after their answers: a trickle needs no worker, and so starts none. */
const fewRows = 16;
const soonMs = 10;

/** What has waited for so long is settled by this thread, between captures: the worker gets no time. */
const overdueMs = 8000;

/** After a failure (a full disk) nobody tries again for so long. */
const retryMs = 1000;

/**
 * @param parts.on.settled told of the keys that became deliveries, by whichever thread
 * @param parts.on.damaged told when the worker set rows aside
 */
export function openJournal(parts: {
  db: Database;
  keys: DeliveryKeys;
  bodies: BodyStore;
  setAside: SetAside;
  guard?: FolderGuard;
  start: { historyPath: string; bodiesDir: string; turn: SharedArrayBuffer };
  on: {
    waiting: (count: number) => void;
    settled: (keys: readonly number[]) => void;
    damaged: () => void;
    bug: (error: unknown) => void;
  };
}): Journal {
  const { db, keys, bodies, on } = parts;
  const guarded = parts.guard ? { guard: parts.guard } : {};
  const insert = db.prepare(
    `INSERT INTO journal (${journalColumns.join(', ')}) VALUES (${journalColumns.map(() => '?').join(', ')})`,
  );
  const highest = db.prepare<[], number | null>('SELECT max(key) FROM journal').pluck();
  /** The highest key that was kept, and the one up to which all is settled. */
  let keptUpTo = highest.get() ?? 0;
  let settledUpTo = 0;
  /** What was kept and is not known to be settled, in order; with the bytes that lie in the journal itself. */
  const unsettled: { key: number; bytes: number }[] = [];
  let unsettledBytes = 0;
  let failedAt = Number.NEGATIVE_INFINITY;
  /** Setting a row aside writes, and whoever writes settles first. */
  let stepping = false;
  let watching: ReturnType<typeof setTimeout> | null = null;
  let settlingSoon: ReturnType<typeof setTimeout> | null = null;
  /** Whether a body was kept that takes time to look into. */
  let large = false;
  let waiters: { upTo: number; go: () => void }[] = [];

  const isSettled = (): boolean => settledUpTo >= keptUpTo;

  function noteSettled(upTo: number): void {
    settledUpTo = Math.max(settledUpTo, upTo);
    const left = unsettled.findIndex(({ key }) => key > settledUpTo);
    const settled = unsettled.splice(0, left < 0 ? unsettled.length : left);
    for (const { bytes } of settled) unsettledBytes -= bytes;
    worker.setHeld(unsettled.length, unsettledBytes);
    if (settled.length > 0) on.settled(settled.map(({ key }) => key));
    const ready = waiters.filter((waiter) => waiter.upTo <= settledUpTo);
    if (ready.length === 0) return;
    waiters = waiters.filter((waiter) => waiter.upTo > settledUpTo);
    for (const { go } of ready) go();
  }

  const worker = startSettleWorker(parts.start, {
    settled: noteSettled,
    damaged: on.damaged,
    gone: () => settleOverdue(keptUpTo),
    bug: on.bug,
  });

  const turn = createWriteTurn(parts.start.turn);
  const settler = createSettler({
    db,
    writer: createWriter(db, { turn, ...guarded }),
    bodies,
    setAside: parts.setAside,
    onBug: on.bug,
  });

  const group = createCommitGroup<{ arrival: NewArrival; file: string | null }, void>(
    createWriter(db, { turn, ...guarded }),
    ({ arrival, file }) => {
      const key = keys.next(arrival.receivedAtMs);
      insert.run(journalValues(key, arrival, file));
      large ||= file !== null;
      // Where the commit fails there is no such row, which settling finds out.
      const bytes = file === null ? arrival.body.length : 0;
      unsettled.push({ key, bytes });
      unsettledBytes += bytes;
      keptUpTo = key;
    },
    (count) => {
      on.waiting(count);
      worker.setWaiting(count);
      if (count > 0 || isSettled()) return;
      worker.setHeld(unsettled.length, unsettledBytes);
      if (worker.isRunning() || large || unsettled.length > fewRows) worker.wake();
      else settlingSoon ??= setTimeout(settleFew, soonMs).unref();
      watch();
    },
  );

  /** Settles a step; answers whether there is more. What keeps the history from being written must not keep it from being read. */
  function step(): boolean {
    const all = keptUpTo;
    stepping = true;
    try {
      const { upTo, more } = settler.settle(stepRows);
      noteSettled(more && upTo !== null ? upTo : all);
      return more;
    } catch (error) {
      failedAt = performance.now();
      on.bug(error);
      return false;
    } finally {
      stepping = false;
    }
  }

  const mayTry = (): boolean => performance.now() - failedAt > retryMs;

  function settle(): void {
    if (isSettled() || stepping || db.inTransaction || !mayTry()) return;
    while (step());
  }

  function settleFew(): void {
    settlingSoon = null;
    if (!worker.isRunning()) settle();
  }

  /** Looks after what was kept until it is settled. */
  function watch(): void {
    if (watching || isSettled()) return;
    const due = keptUpTo;
    watching = setTimeout(() => settleOverdue(due), overdueMs).unref();
  }

  function settleOverdue(due: number): void {
    if (watching) clearTimeout(watching);
    watching = null;
    if (settledUpTo < due && mayTry() && step()) setImmediate(settleOverdue, due);
    else watch();
  }

  return {
    keep(arrival) {
      if (arrival.body.length <= inlineBodyBytes) return group.add({ arrival, file: null });
      return bodies.write(arrival.body).then((file) => group.add({ arrival, file }));
    },
    settle,
    setWatched: worker.setWatched,
    settled() {
      if (isSettled() || !worker.isRunning() || !mayTry()) return Promise.resolve();
      const upTo = keptUpTo;
      return new Promise((resolve) => {
        const go = (): void => {
          clearTimeout(patience);
          worker.setUrgent(waiters.length > 0);
          resolve();
        };
        const waiter = { upTo, go };
        const patience = setTimeout(() => {
          waiters = waiters.filter((other) => other !== waiter);
          go();
        }, patienceMs);
        waiters.push(waiter);
        worker.setUrgent(true);
      });
    },
    async close() {
      group.flush();
      settle();
      if (watching) clearTimeout(watching);
      if (settlingSoon) clearTimeout(settlingSoon);
      await worker.close();
    },
  };
}
