import type { Database } from 'better-sqlite3';
import { latestTimeMs } from '../database/unreadable-row.ts';
import type { Writer } from '../database/writer.ts';
import { firstKeyOf } from '../deliveries/delivery-keys.ts';
import { largestCountedBytes } from '../deliveries/delivery-rows.ts';
import type { SetAside } from './damaged-rows.ts';

/** Keys are times x 16: beyond the last time that can be told none was ever given. All are safe integers. */
const highestKey = firstKeyOf(latestTimeMs + 1);

/** Positions and numbers beyond this are no longer exact. */
const largestNumber = Number.MAX_SAFE_INTEGER;

/** More than any disk holds, of rows and of their bytes together. */
const mostRows = 2 ** 40;
const mostBytes = 2 ** 50;

/**
 * Puts out of the way what would harm rows to come, as opposed to rows that only can't be read: keys and positions beyond
 * all bounds (what is added next would stand behind them, or nowhere), counts that can't be. Looks at the ends of
 * indexes and at the few counts, so that it costs nothing in a sound history.
 *
 * @returns whether the numbers of the index's log began anew, so that an index of this history is none any more
 */
export function mendRows(db: Database, writer: Writer, setAside: SetAside): boolean {
  mendCounts(db, writer);
  const logBeganAnew = mendLog(db, writer);
  db.prepare('DELETE FROM damaged WHERE key > ? OR key < 0').run(largestNumber);
  setOutsideAside(db, setAside);
  mendRejectedKeys(db, writer);
  return logBeganAnew;
}

function setOutsideAside(db: Database, setAside: SetAside): void {
  const outside = (table: string, column: string, low: number, high: number) =>
    db
      .prepare<[number, number], bigint>(`SELECT key FROM ${table} WHERE ${column} > ? OR ${column} < ?`)
      .safeIntegers()
      .pluck()
      .all(high, low)
      .map((key) => ({ key, reason: `Its ${column} can't be read: it is beyond all that was ever given.` }));
  setAside('deliveries', outside('deliveries', 'key', 0, highestKey));
  setAside('journal', outside('journal', 'key', 0, highestKey));
  setAside('attempts', outside('attempts', 'key', 0, largestNumber));
  setAside('attempts', outside('attempts', 'position', -largestNumber, largestNumber));
  setAside('rejected', outside('rejected', 'key', 0, largestNumber));
}

/** Counts below nothing or beyond all numbers are no counts: all are counted anew. */
function mendCounts(db: Database, writer: Writer): void {
  const wrong = db
    .prepare(
      `SELECT 1 FROM tallies WHERE amount < 0 OR amount > CASE dimension
         WHEN 'last_key' THEN ${highestKey} WHEN 'bytes' THEN ${mostBytes} ELSE ${mostRows} END LIMIT 1`,
    )
    .get();
  if (wrong !== undefined) writer.transaction(() => recount(db));
}

/** Counts all rows anew. Within a transaction, with nothing counted that isn't written yet. */
export function recount(db: Database): void {
  db.exec(`
    DELETE FROM tallies WHERE dimension != 'last_key' OR amount < 0 OR amount > ${highestKey};
    INSERT INTO tallies SELECT 'all', '', count(*) FROM deliveries;
    INSERT INTO tallies SELECT 'bytes', '', coalesce(sum(body_bytes), 0) FROM deliveries
      WHERE body_bytes BETWEEN 0 AND ${largestCountedBytes};
    INSERT INTO tallies SELECT 'direction', direction, count(*) FROM deliveries GROUP BY direction;
    INSERT INTO tallies SELECT 'provider', provider, count(*) FROM deliveries GROUP BY provider;
    INSERT INTO tallies SELECT 'verdict', verdict, count(*) FROM deliveries GROUP BY verdict;
    INSERT INTO tallies SELECT 'state', state, count(*) FROM deliveries GROUP BY state;
    INSERT INTO tallies SELECT 'webhook', webhook_id, count(*) FROM deliveries
      WHERE webhook_id IS NOT NULL GROUP BY webhook_id;
    INSERT INTO tallies SELECT 'event_type', event_type, count(*) FROM deliveries
      WHERE event_type IS NOT NULL GROUP BY event_type;
    INSERT INTO tallies SELECT 'status_class', CAST(status_class AS TEXT), count(*) FROM deliveries
      WHERE status_class IS NOT NULL GROUP BY status_class;
    INSERT INTO tallies SELECT 'pinned', '1', count(*) FROM deliveries WHERE pinned = 1 HAVING count(*) > 0;
    INSERT INTO tallies SELECT 'rejected', '', count(*) FROM rejected;
  `);
}

/** SQLite numbers the entries, and refuses every further one once the highest number there is was given. */
function mendLog(db: Database, writer: Writer): boolean {
  const last = lastNumber(db, 'index_log', 'entry');
  if (last >= 0 && last < largestNumber / 2) return false;
  writer.transaction(() =>
    db.exec("DELETE FROM index_log; UPDATE sqlite_sequence SET seq = 0 WHERE name = 'index_log'"),
  );
  return true;
}

/** Once rows beyond all bounds are out of the way, numbers go on from the highest that is left. */
function mendRejectedKeys(db: Database, writer: Writer): void {
  const last = lastNumber(db, 'rejected', 'key');
  if (last >= 0 && last < largestNumber / 2) return;
  writer.transaction(() =>
    db.exec(
      "UPDATE sqlite_sequence SET seq = (SELECT coalesce(max(key), 0) FROM rejected) WHERE name = 'rejected'",
    ),
  );
}

/** The highest number that was given to a row, or is in one; below zero where one is. */
function lastNumber(db: Database, table: string, column: string): number {
  const [lowest, highest, given] = db
    .prepare<[], [number | null, number | null, number | null]>(
      `SELECT min(${column}), (SELECT max(${column}) FROM ${table}),
         (SELECT seq FROM sqlite_sequence WHERE name = '${table}') FROM ${table}`,
    )
    .raw()
    .get() ?? [null, null, null];
  return Math.min(lowest ?? 0, given ?? 0) < 0 ? -1 : Math.max(highest ?? 0, given ?? 0);
}
