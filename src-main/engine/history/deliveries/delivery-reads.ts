import type { Database } from 'better-sqlite3';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import { type DeliveryFilter, isSearched } from '#core/delivery/filter/delivery-filter.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { readRows, type SetAside } from '../damaged/damaged-rows.ts';
import { createStatements } from '../database/statements.ts';
import type { Tallies } from '../database/tallies.ts';
import { unreadable } from '../database/unreadable-row.ts';
import { type BodyStore, orNothing } from './body-store.ts';
import type { DeliveriesRepo, StoredDelivery } from './deliveries-repo.ts';
import { filterSql, fromWhere, leadingCondition, valuesOf } from './delivery-filter.ts';
import {
  Cursor,
  type DeliveryRow,
  type RequestRow,
  readSummary,
  requestColumns,
  toStored,
} from './delivery-rows.ts';
import { notFound } from './delivery-writes.ts';

export type DeliveryReads = Pick<
  DeliveriesRepo,
  'find' | 'get' | 'body' | 'bodyRange' | 'list' | 'count' | 'outline' | 'iterate'
> & {
  /** Keys that fit, search words included, newest first, below `before`. */
  keys(filter: DeliveryFilter, nowMs: number, before?: number): Iterable<number>;
  rowByKey(key: number): DeliveryRow | undefined;
  /** What rows stand for; those that can't be read are set aside. */
  summaries(rows: readonly DeliveryRow[]): DeliverySummary[];
};

/** Keys of what fits a filter with search words, newest first, below `before`. */
export type SearchKeys = (filter: DeliveryFilter, nowMs: number, before: number) => Iterable<number>;

const keyOf = (row: DeliveryRow): number => row.key;

/** How many keys a walk over the history takes at a time: no statement stays open between two steps of a caller. */
const stepRows = 200;
/** How many places of an outline are found before others get their turn. */
const stretchesAStep = 50;

/** The key that a page ended with, from the text that a caller hands back. */
export function parseCursor(after: string | undefined): number {
  if (after === undefined) return Number.MAX_SAFE_INTEGER;
  const parsed = Cursor.safeParse(after);
  if (parsed.success) return parsed.data;
  const message = `"${after}" is no place in a list; pass the "next" of the page before`;
  throw new TackleboxError('invalid_input', `after: ${message}`, {
    details: { issues: [{ path: 'after', message }] },
  });
}

export function createDeliveryReads(parts: {
  db: Database;
  tallies: Tallies;
  bodies: BodyStore;
  setAside: SetAside;
  searchKeys: SearchKeys;
}): DeliveryReads {
  const { db, tallies, bodies, setAside } = parts;
  const byId = db.prepare<[string], DeliveryRow>('SELECT * FROM deliveries WHERE delivery_id = ?');
  const byKey = db.prepare<[number], DeliveryRow>('SELECT * FROM deliveries WHERE key = ?');
  const request = db.prepare<[number], RequestRow>(
    `SELECT ${requestColumns.join(', ')} FROM requests WHERE key = ?`,
  );
  const bodyOf = db.prepare<[string], { body: Buffer | null; body_file: string | null }>(
    `SELECT body, body_file FROM requests
     WHERE key = (SELECT key FROM deliveries WHERE delivery_id = ?)`,
  );
  const statements = createStatements<(string | number)[], DeliveryRow>(db);

  function rows(filter: DeliveryFilter, nowMs: number, order: 'DESC' | 'ASC', limit: number, from: number) {
    const sql = filterSql(filter, nowMs);
    const low = order === 'ASC' ? Math.max(sql.low, from) : sql.low;
    const high = order === 'DESC' ? Math.min(sql.high, from) : sql.high;
    const lead = leadingCondition(sql.conditions, tallies)?.condition;
    return statements
      .of(`SELECT * ${fromWhere(sql, lead)} ORDER BY d.key ${order} LIMIT ?`)
      .all(low, high, ...valuesOf(sql), limit);
  }

  function storedOf(row: DeliveryRow): StoredDelivery {
    const found = request.get(row.key);
    if (!found) throw unreadable('request', 'it is gone');
    return toStored(row, found, (bytes) => orNothing(() => bodyRange(row.delivery_id, 0, bytes)));
  }

  function bodyRange(deliveryId: string, offsetBytes: number, lengthBytes: number): Buffer {
    const found = bodyOf.get(deliveryId);
    if (!found) throw notFound(deliveryId);
    return found.body_file === null
      ? (found.body ?? Buffer.alloc(0)).subarray(offsetBytes, offsetBytes + lengthBytes)
      : bodies.readRange(found.body_file, offsetBytes, lengthBytes);
  }

  const stored = (row: DeliveryRow): StoredDelivery | undefined =>
    readRows(setAside, 'deliveries', [row], keyOf, storedOf)[0];

  function* keys(filter: DeliveryFilter, nowMs: number, before = Number.MAX_SAFE_INTEGER): Iterable<number> {
    if (isSearched(filter)) {
      yield* parts.searchKeys(filter, nowMs, before);
      return;
    }
    for (let from = before; ; ) {
      const step = rows(filter, nowMs, 'DESC', stepRows, from);
      for (const row of step) yield row.key;
      const last = step.at(-1);
      if (!last || step.length < stepRows) return;
      from = last.key;
    }
  }

  function* rowsOldestFirst(filter: DeliveryFilter, nowMs: number): Iterable<DeliveryRow> {
    if (isSearched(filter)) {
      for (const key of [...keys(filter, nowMs)].reverse()) {
        const row = byKey.get(key);
        if (row) yield row;
      }
      return;
    }
    for (let from = 0; ; ) {
      const step = rows(filter, nowMs, 'ASC', stepRows, from);
      yield* step;
      const last = step.at(-1);
      if (!last || step.length < stepRows) return;
      from = last.key + 1;
    }
  }

  function listSearched(filter: DeliveryFilter, limit: number, before: number, nowMs: number): DeliveryRow[] {
    const found: DeliveryRow[] = [];
    for (const key of keys(filter, nowMs, before)) {
      const row = byKey.get(key);
      if (row) found.push(row);
      if (found.length > limit) break;
    }
    return found;
  }

  const read: DeliveryReads = {
    find(deliveryId) {
      const row = byId.get(deliveryId);
      return row && stored(row);
    },

    get(deliveryId) {
      const found = read.find(deliveryId);
      if (!found) throw notFound(deliveryId);
      return found;
    },

    body(deliveryId) {
      const found = bodyOf.get(deliveryId);
      if (!found) throw notFound(deliveryId);
      return found.body_file === null ? (found.body ?? Buffer.alloc(0)) : bodies.read(found.body_file);
    },

    bodyRange,

    list(filter, { limit, after }, nowMs) {
      const before = parseCursor(after);
      const found = isSearched(filter)
        ? listSearched(filter, limit, before, nowMs)
        : rows(filter, nowMs, 'DESC', limit + 1, before);
      const items = found.slice(0, limit);
      return {
        items: read.summaries(items),
        next: found.length > limit ? String(items.at(-1)?.key) : null,
      };
    },

    count(filter, nowMs) {
      const sql = filterSql(filter, nowMs);
      if (isSearched(filter)) {
        let found = 0;
        for (const _key of keys(filter, nowMs)) found += 1;
        return found;
      }
      const [only, ...others] = sql.conditions;
      if (sql.low === 0 && sql.high === Number.MAX_SAFE_INTEGER && others.length === 0) {
        if (!only) return tallies.get('all');
        if (only.exact && only.tally) return tallies.get(...only.tally);
      }
      const lead = leadingCondition(sql.conditions, tallies)?.condition;
      const counted = db
        .prepare<(string | number)[], number>(`SELECT count(*) ${fromWhere(sql, lead)}`)
        .pluck()
        .get(sql.low, sql.high, ...valuesOf(sql));
      return counted ?? 0;
    },

    async outline(filter, { everyRows, after }, nowMs, signal) {
      const sql = filterSql(filter, nowMs);
      const lead = leadingCondition(sql.conditions, tallies)?.condition;
      const nth = db
        .prepare<(string | number)[], number>(
          `SELECT d.key ${fromWhere(sql, lead)} ORDER BY d.key DESC LIMIT 1 OFFSET ?`,
        )
        .pluck();
      const places: string[] = [];
      for (let high = Math.min(sql.high, parseCursor(after)); ; ) {
        const key = nth.get(sql.low, high, ...valuesOf(sql), everyRows - 1);
        if (key === undefined || signal?.aborted) return places;
        places.push(String(key));
        high = key;
        // A million rows are some 50 ms: captures come in between.
        if (places.length % stretchesAStep === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    },

    *iterate(filter, nowMs) {
      for (const row of rowsOldestFirst(filter, nowMs)) {
        const delivery = stored(row);
        if (delivery) yield delivery;
      }
    },

    keys,
    rowByKey: (key) => byKey.get(key),
    summaries: (rows) => readRows(setAside, 'deliveries', rows, keyOf, readSummary),
  };
  return read;
}
