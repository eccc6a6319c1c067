import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { dayMs } from '#core/numbers/duration.ts';
import { isFull } from '../database/sqlite-errors.ts';
import type { Writer } from '../database/writer.ts';
import { deleteUnnamedSecret, secretsOfDelivery } from '../secret-names.ts';
import type { BodyStore } from './body-store.ts';
import type { DeliveriesRepo } from './deliveries-repo.ts';
import { type DeliveryKeys, firstKeyOf } from './delivery-keys.ts';
import type { DeliveryReads } from './delivery-reads.ts';
import { type DeliveryRow, tallyDelivery } from './delivery-rows.ts';

export type DeliveryRemoval = Pick<DeliveriesRepo, 'delete' | 'deleteWhere' | 'trim'>;

/** Rows a transaction removes: about 10 ms of work, after which captures get their turn. */
const stepRows = 100;

export function createDeliveryRemoval(parts: {
  db: Database;
  writer: Writer;
  keys: DeliveryKeys;
  bodies: BodyStore;
  reads: DeliveryReads;
}): DeliveryRemoval {
  const { db, writer, bodies, reads } = parts;
  const byId = db.prepare<[string], DeliveryRow>('SELECT * FROM deliveries WHERE delivery_id = ?');
  const filesOf = db
    .prepare<[number, number, number], string>(
      `SELECT body_file FROM requests WHERE key = ? AND body_file IS NOT NULL
       UNION ALL SELECT request_body_file FROM attempts WHERE delivery_key = ? AND request_body_file IS NOT NULL
       UNION ALL SELECT response_body_file FROM attempts WHERE delivery_key = ? AND response_body_file IS NOT NULL`,
    )
    .pluck();
  const secretsOf = db.prepare<{ key: number }, string | null>(secretsOfDelivery).pluck();
  const forget = db.prepare<{ ref: string }>(deleteUnnamedSecret);
  const remove = db.prepare<[number]>('DELETE FROM deliveries WHERE key = ?');
  const logForIndex = db.prepare<[number]>('INSERT INTO index_log (key) VALUES (?)');
  const removable = db.prepare<[number, number, number], DeliveryRow>(
    `SELECT * FROM deliveries AS d NOT INDEXED
     WHERE key > ? AND key < ? AND pinned = 0 AND state NOT IN ('pending', 'retrying', 'retained', 'held')
       AND NOT EXISTS (SELECT 1 FROM attempts WHERE delivery_key = d.key AND attempts.state IN ('scheduled', 'running'))
     ORDER BY key LIMIT ?`,
  );

  /** As many at once as there is space to write down: on a full disk that may be few. */
  function removeRows(rows: readonly DeliveryRow[]): void {
    try {
      removeTogether(rows);
    } catch (error) {
      if (rows.length < 2 || !isFull(error)) throw error;
      const half = rows.length >> 1;
      removeRows(rows.slice(0, half));
      removeRows(rows.slice(half));
    }
  }

  function removeTogether(rows: readonly DeliveryRow[]): void {
    const files = writer.freeing(() => {
      parts.keys.deleting(rows.map((row) => row.key));
      return rows.flatMap((row) => {
        const named = filesOf.all(row.key, row.key, row.key);
        const secrets = secretsOf.all({ key: row.key });
        remove.run(row.key);
        for (const ref of secrets) if (ref !== null) forget.run({ ref });
        logForIndex.run(row.key);
        tallyDelivery(writer.tallies, row, -1);
        return named;
      });
    });
    bodies.remove(files);
  }

  /** The oldest rows above `after` that may go, no more than are too many by any of the bounds. */
  function surplus(
    bounds: { maxDeliveries: number | null; maxAgeDays: number | null; maxBytes: number | null },
    nowMs: number,
    after: number,
  ): DeliveryRow[] {
    const { tallies } = writer;
    const ageBound = bounds.maxAgeDays === null ? 0 : firstKeyOf(nowMs - bounds.maxAgeDays * dayMs);
    let tooMany = bounds.maxDeliveries === null ? 0 : tallies.get('all') - bounds.maxDeliveries;
    let tooManyBytes = bounds.maxBytes === null ? 0 : tallies.get('bytes') - bounds.maxBytes;
    const high = tooMany > 0 || tooManyBytes > 0 ? Number.MAX_SAFE_INTEGER : ageBound;
    const rows: DeliveryRow[] = [];
    for (const row of removable.all(after, high, stepRows)) {
      if (row.key >= ageBound && tooMany <= 0 && tooManyBytes <= 0) break;
      rows.push(row);
      tooMany -= 1;
      tooManyBytes -= row.body_bytes;
    }
    return rows;
  }

  return {
    delete(deliveryIds) {
      const deleted: string[] = [];
      for (let at = 0; at < deliveryIds.length; at += stepRows) {
        const rows = new Map<number, DeliveryRow>();
        for (const id of deliveryIds.slice(at, at + stepRows)) {
          const row = byId.get(id);
          if (row) rows.set(row.key, row);
        }
        if (rows.size === 0) continue;
        removeRows([...rows.values()]);
        deleted.push(...[...rows.values()].map((row) => row.delivery_id));
      }
      return deleted;
    },

    async deleteWhere(filter, nowMs) {
      let deleted = 0;
      // What arrives while it runs is not meant: only keys that fitted at the start go, the newest first.
      let before = Number.MAX_SAFE_INTEGER;
      for (;;) {
        const rows: DeliveryRow[] = [];
        for (const key of reads.keys(filter, nowMs, before)) {
          const row = reads.rowByKey(key);
          if (row) rows.push(row);
          before = key;
          if (rows.length === stepRows) break;
        }
        if (rows.length === 0) return deleted;
        removeRows(rows);
        deleted += rows.length;
        await nextTurn();
      }
    },

    async trim(bounds, nowMs) {
      let removed = 0;
      for (let after = 0; ; ) {
        const rows = surplus(bounds, nowMs, after);
        const last = rows.at(-1);
        if (!last) return removed;
        removeRows(rows);
        removed += rows.length;
        after = last.key;
        await nextTurn();
      }
    },
  };
}
