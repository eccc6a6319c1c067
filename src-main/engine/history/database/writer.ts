import type { Database } from 'better-sqlite3';
import type { FolderGuard } from './folder-guard.ts';
import type { SpaceReserve } from './space-reserve.ts';
import { explainStorageError, isFull } from './sqlite-errors.ts';
import { createTallies, type Tallies } from './tallies.ts';
import { checkpointNow } from './write-ahead-log.ts';
import { alwaysOurs, type WriteTurn } from './write-turn.ts';

/** The one way to write: every change is in a transaction that carries its counts. */
export interface Writer {
  readonly tallies: Tallies;
  /** All or nothing. Nests: an inner one that throws takes back only its own. Storage errors come out explained. */
  transaction<T>(work: () => T): T;
  /** What frees space, or says how much may be kept: on a full disk it may use the space that is kept in reserve. */
  freeing<T>(work: () => T): T;
}

const nothing = (): void => undefined;

/**
 * @param on.begin called before each outermost transaction
 * @param on.commit called after it
 * @param on.turn taken for each
 * @param on.reserve used on a full disk by what frees space
 * @param on.guard asked before each whether the file is still there
 */
export function createWriter(
  db: Database,
  on: {
    begin?: () => void;
    commit?: () => void;
    turn?: WriteTurn;
    guard?: FolderGuard;
    reserve?: SpaceReserve;
  } = {},
): Writer {
  const { begin: beforeBegin = nothing, commit: afterCommit = nothing, turn = alwaysOurs } = on;
  const tallies = createTallies(db);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const save = db.prepare('SAVEPOINT inner');
  const release = db.prepare('RELEASE inner');
  const rollbackTo = db.prepare('ROLLBACK TO inner');

  function nested<T>(work: () => T): T {
    const mark = tallies.mark();
    save.run();
    try {
      const result = work();
      release.run();
      return result;
    } catch (error) {
      tallies.reset(mark);
      // A full disk makes SQLite roll back the whole transaction by itself.
      if (db.inTransaction) {
        rollbackTo.run();
        release.run();
      }
      throw error;
    }
  }

  function outermost<T>(work: () => T): T {
    let result: T;
    on.guard?.check();
    beforeBegin();
    turn.take();
    try {
      begin.run();
      result = work();
      tallies.write();
      commit.run();
    } catch (error) {
      tallies.reset(new Map());
      if (db.inTransaction) rollback.run();
      throw explainStorageError(error, db.name);
    } finally {
      turn.release();
    }
    afterCommit();
    return result;
  }

  const transaction = <T>(work: () => T): T => (db.inTransaction ? nested(work) : outermost(work));

  return {
    tallies,
    transaction,
    freeing(work) {
      try {
        return transaction(work);
      } catch (error) {
        if (!isFull(error) || db.inTransaction) throw error;
      }
      // The log may hold what fits into the database by now: begun anew, it has room for what follows.
      if (checkpointNow(db)) {
        try {
          return transaction(work);
        } catch (error) {
          if (!isFull(error)) throw error;
        }
      }
      on.reserve?.release();
      checkpointNow(db);
      return transaction(work);
    },
  };
}
