import { type Database, SqliteError } from 'better-sqlite3';
import { z } from 'zod';

/** The log is copied into the database when so many pages (4 MB) wait for it. */
const longLogPages = 1000;

/**
 * Under writes without a pause the log never begins anew by itself. At this length (64 MB) the writers are made to wait a
 * few milliseconds for it.
 */
const tooLongLogPages = 16_384;

/** What writers may wait for: copies of so few pages. What came while the log was copied is copied before they wait. */
const fewPages = 250;
const mostPasses = 4;

const Checkpoint = z.tuple([z.object({ log: z.number(), checkpointed: z.number() })]);

/** Checkpoints without keeping writers or readers waiting as far as that goes; the rest is left for the next time. */
export function checkpointIfLong(db: Database): void {
  const pages = () => {
    const [{ log, checkpointed }] = Checkpoint.parse(db.pragma('wal_checkpoint(NOOP)'));
    return { log, behind: log - checkpointed };
  };
  const { log, behind } = pages();
  if (behind > longLogPages) db.pragma('wal_checkpoint(PASSIVE)');
  if (log <= tooLongLogPages) return;
  for (let pass = 0; pages().behind > fewPages && pass < mostPasses; pass++) {
    db.pragma('wal_checkpoint(PASSIVE)');
  }
  db.pragma('wal_checkpoint(RESTART)');
}

/**
 * Lets the log begin anew in the space that it has. False where that can't be: others read from it, or the database has no room
 * for what is in it.
 */
export function checkpointNow(db: Database): boolean {
  try {
    db.pragma('wal_checkpoint(RESTART)');
    return true;
  } catch (error) {
    if (error instanceof SqliteError) return false;
    throw error;
  }
}
