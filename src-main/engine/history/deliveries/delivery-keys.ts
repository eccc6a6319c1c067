import type { Database } from 'better-sqlite3';
import type { Tallies } from '../database/tallies.ts';

/**
 * Keys of deliveries: the time in milliseconds x 16 plus a count within the millisecond, so that they order by time and a
 * date is a bound of keys. What comes faster than 16 a millisecond runs a little ahead of the clock. More room would cost:
 * the search index keeps the distances between keys.
 */
const perMs = 16;

/** The smallest key of a millisecond. */
export const firstKeyOf = (atMs: number): number => Math.max(0, Math.ceil(atMs)) * perMs;

export interface DeliveryKeys {
  /** A key above every other, for what arrives now. Within a transaction. */
  next(receivedAtMs: number): number;
  /** A free key at a past time, for imports. */
  past(receivedAtMs: number, nowMs: number): number;
  /** Call before deleting: the highest key ever given is remembered, so that none is given twice. */
  deleting(keys: readonly number[]): void;
}

export function createDeliveryKeys(db: Database, tallies: Tallies): DeliveryKeys {
  const highest = db
    .prepare<[], number | null>(
      'SELECT max(key) FROM (SELECT max(key) AS key FROM deliveries UNION ALL SELECT max(key) FROM journal)',
    )
    .pluck();
  const taken = db.prepare<[number], number>('SELECT 1 FROM deliveries WHERE key = ?').pluck();
  const highestBetween = db
    .prepare<[number, number], number | null>('SELECT max(key) FROM deliveries WHERE key >= ? AND key < ?')
    .pluck();
  let last = Math.max(highest.get() ?? 0, tallies.get('last_key'));
  let lastPast = { ms: -1, key: 0 };
  return {
    next(receivedAtMs) {
      last = Math.max(last + 1, firstKeyOf(receivedAtMs));
      return last;
    },
    past(receivedAtMs, nowMs) {
      let ms = Math.max(0, Math.floor(Math.min(receivedAtMs, nowMs)));
      let key = lastPast.ms === ms ? lastPast.key + 1 : Math.max(1, firstKeyOf(ms));
      while (taken.get(key)) {
        const end = firstKeyOf(ms + 1);
        key = (highestBetween.get(firstKeyOf(ms), end) ?? key) + 1;
        if (key >= end) ms += 1;
      }
      lastPast = { ms: Math.floor(Math.min(receivedAtMs, nowMs)), key };
      last = Math.max(last, key);
      return key;
    },
    deleting(keys) {
      if (!keys.includes(last)) return;
      const remembered = tallies.get('last_key');
      if (remembered < last) tallies.add('last_key', '', last - remembered);
    },
  };
}
