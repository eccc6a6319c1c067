import type { Database, Statement } from 'better-sqlite3';
import { isDamage } from '../database/sqlite-errors.ts';

type Key = bigint | string;
type Keys = Statement<[Key, Key], Key>;

const lowestKey = -(2n ** 63n);
const highestKey = 2n ** 63n - 1n;

/** Looks into what lies between two damaged pages; each costs a descent of the tree. */
const mostProbes = 5000;

/** Takes keys from a walk until it ends or meets damage. A key out of order is damage too: the walk may lead in circles. */
function walk(keys: Keys, low: bigint, high: bigint, found: Set<Key>): bigint | undefined {
  let last: bigint | undefined;
  let direction = 0n;
  try {
    for (const key of keys.iterate(low, high)) {
      if (typeof key !== 'bigint') return last;
      if (last !== undefined) {
        const step = key > last ? 1n : -1n;
        if (key === last || (direction !== 0n && step !== direction)) return last;
        direction = step;
      }
      found.add(key);
      last = key;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  return last;
}

/** The keys that the table's own tree leads to, from both ends and into what lies between damaged pages. */
function keysOfTree(db: Database, table: string, found: Set<Key>): void {
  const statement = (order: string) =>
    db
      .prepare<[Key, Key], Key>(
        `SELECT rowid FROM ${table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid ${order}`,
      )
      .pluck()
      .safeIntegers();
  const [up, down] = [statement('ASC'), statement('DESC')];
  const ranges: [bigint, bigint][] = [[lowestKey, highestKey]];
  for (let probes = 0; probes < mostProbes; probes++) {
    const range = ranges.shift();
    if (!range) return;
    const [low, high] = range;
    const fromLow = walk(up, low, high, found);
    if (fromLow === high) continue;
    const fromHigh = walk(down, fromLow === undefined ? low : fromLow + 1n, high, found);
    const first = fromLow === undefined ? low : fromLow + 1n;
    const last = fromHigh === undefined ? high : fromHigh - 1n;
    if (first > last || isEmpty(up, first, last)) continue;
    if (first === last) continue;
    const middle = first + (last - first) / 2n;
    ranges.push([first, middle], [middle + 1n, last]);
  }
}

function isEmpty(keys: Keys, low: bigint, high: bigint): boolean {
  try {
    return keys.get(low, high) === undefined;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** The keys that its indexes know, of rows whose own page may be unreadable. */
function keysOfIndexes(db: Database, table: string, found: Set<Key>): void {
  const names = db
    .prepare<[string], string>('SELECT name FROM pragma_index_list(?) WHERE partial = 0')
    .pluck()
    .all(table);
  for (const name of names) {
    const column = db.prepare<[string], string>('SELECT name FROM pragma_index_info(?)').pluck().get(name);
    for (const order of ['ASC', 'DESC']) {
      try {
        const sql = `SELECT rowid FROM ${table} INDEXED BY ${name} ORDER BY ${column} ${order}`;
        for (const key of db.prepare<[], Key>(sql).pluck().safeIntegers().iterate()) found.add(key);
        break;
      } catch (error) {
        if (!isDamage(error)) throw error;
      }
    }
  }
}

/** A table without row ids is small here, and only read from both ends. */
function keysWithoutRowId(db: Database, table: string, column: string, found: Set<Key>): void {
  for (const order of ['ASC', 'DESC']) {
    try {
      const keys = db.prepare<[], Key>(`SELECT ${column} FROM ${table} ORDER BY ${column} ${order}`);
      for (const key of keys.pluck().iterate()) found.add(key);
      return;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }
}

/** What became of a table's rows. */
export interface Salvaged {
  table: string;
  kept: number;
  /** Known to have been there. */
  lost: number;
}

const columnsOf = (db: Database, table: string): string[] =>
  db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);

/**
 * Copies what can be read of a table, row by row.
 *
 * @param options.keyColumn of a table without row ids
 * @param options.keysFrom a table with the same keys, whose indexes know more of them
 */
export function salvageTable(
  from: Database,
  to: Database,
  table: string,
  options: { keyColumn?: string; keysFrom?: string } = {},
): Salvaged {
  const known = new Set(columnsOf(from, table));
  const columns = columnsOf(to, table).filter((name) => known.has(name));
  if (columns.length === 0) return { table, kept: 0, lost: 0 };
  const found = new Set<Key>();
  if (options.keyColumn) keysWithoutRowId(from, table, options.keyColumn, found);
  else keysOfTree(from, table, found);
  if (!options.keyColumn) keysOfIndexes(from, table, found);
  if (options.keysFrom) keysOfIndexes(from, options.keysFrom, found);
  const read = from
    .prepare<[Key], unknown[]>(
      `SELECT ${columns.join(', ')} FROM ${table} WHERE ${options.keyColumn ?? 'rowid'} = ?`,
    )
    .raw()
    .safeIntegers();
  const write = to.prepare<unknown[]>(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  let kept = 0;
  for (const key of found) if (copyRow(() => read.get(key), write)) kept += 1;
  return { table, kept, lost: found.size - kept };
}

/** Whether the row could be read, and is one that its table takes. */
function copyRow(read: () => unknown[] | undefined, write: Statement<unknown[]>): boolean {
  try {
    const row = read();
    if (!row) return false;
    write.run(...row);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (isDamage(error) || code.startsWith('SQLITE_CONSTRAINT')) return false;
    throw error;
  }
}
