import Database from 'better-sqlite3';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { RawHeaders } from '#core/http/headers.ts';
import { type CaptureFacts, captureFacts, noFacts } from '../../receiver/capture-facts.ts';
import type { SetAside } from '../damaged/damaged-rows.ts';
import { fromJson } from '../database/json-column.ts';
import type { Writer } from '../database/writer.ts';
import type { BodyStore } from '../deliveries/body-store.ts';
import { createDeliveryInsert, emptyRequest, emptyRow } from '../deliveries/delivery-insert.ts';
import { type JournalRow, journalColumns } from './journal-rows.ts';

/** Moves what lies in the journal into the history. Both threads may: a row is moved once, by whoever comes first. */
export interface Settler {
  /** Moves the oldest rows, `limit` at most, in a transaction. Throws what keeps the whole history from being written. */
  settle(limit: number): Settled;
}

export interface Settled {
  /** Nothing at or below it lies in the journal any more; null where nothing was there. */
  upTo: number | null;
  /** There may be more. */
  more: boolean;
}

interface Described {
  row: JournalRow;
  facts: CaptureFacts;
}

/** Whether it is the row's own fault, and not the disk's or another connection's. */
function isRowsOwn(error: unknown): boolean {
  if (error instanceof Database.SqliteError) return /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(error.code);
  return !(error instanceof TackleboxError);
}

/**
 * @param parts.beforeMoving called before the transaction, when all that can be found out without one has been
 */
export function createSettler(parts: {
  db: Database.Database;
  writer: Writer;
  bodies: Pick<BodyStore, 'read'>;
  setAside: SetAside;
  onBug: (error: unknown) => void;
  beforeMoving?: () => void;
}): Settler {
  const { db, writer, bodies, setAside, onBug, beforeMoving = () => undefined } = parts;
  const insert = createDeliveryInsert(db, writer.tallies);
  const oldest = db.prepare<[number], JournalRow>(
    `SELECT ${journalColumns.join(', ')} FROM journal ORDER BY key LIMIT ?`,
  );
  const highest = db.prepare<[], number | null>('SELECT max(key) FROM deliveries').pluck();
  const logForIndex = db.prepare<[number]>('INSERT INTO index_log (key) VALUES (?)');
  const take = db.prepare<[number]>('DELETE FROM journal WHERE key = ?');

  /** A request that can't be described is a delivery all the same. */
  function describe(row: JournalRow): Described {
    try {
      const body = row.body ?? (row.body_file === null ? Buffer.alloc(0) : bodies.read(row.body_file));
      const rawHeaders = fromJson(RawHeaders, row.raw_headers, 'raw_headers');
      return { row, facts: captureFacts({ ...row, rawHeaders, body }) };
    } catch (error) {
      onBug(error);
      return { row, facts: noFacts };
    }
  }

  function move({ row, facts }: Described): void {
    // The other thread has moved it.
    if (take.run(row.key).changes === 0) return;
    // The index goes by keys: what comes after a higher one would be passed over.
    if ((highest.get() ?? 0) > row.key) logForIndex.run(row.key);
    insert.insert(
      {
        ...emptyRow,
        key: row.key,
        delivery_id: row.delivery_id,
        direction: 'in',
        webhook_id: row.webhook_id,
        provider: row.provider,
        event_type: facts.eventType,
        provider_delivery_id: facts.providerDeliveryId,
        method: row.method,
        target: row.target,
        content_type: row.content_type,
        body_bytes: row.body_bytes,
        verdict: row.verdict,
        state: 'received',
        status: row.status,
        duration_ms: row.duration_ms,
        received_at_ms: row.received_at_ms,
        looks_like: facts.looksLike,
        duplicate_of: insert.firstLike(row.webhook_id, facts.providerDeliveryId),
      },
      {
        ...emptyRequest,
        http_version: row.http_version,
        raw_headers: row.raw_headers,
        remote_address: row.remote_address,
        verdict_detail: row.verdict_detail,
        answer: row.answer,
      },
      row.body_file === null ? { body: row.body, file: null } : { body: null, file: row.body_file },
    );
  }

  /** One row at fault must not hold the others up: it is set aside, with the reason. */
  function moveAlone(described: Described): void {
    try {
      writer.transaction(() => move(described));
    } catch (error) {
      if (!isRowsOwn(error)) throw error;
      setAside('journal', [{ key: described.row.key, reason: `It can't be kept as a delivery: ${error}` }]);
    }
  }

  function moveAll(rows: readonly Described[]): void {
    try {
      writer.transaction(() => rows.forEach(move));
    } catch (error) {
      if (!isRowsOwn(error)) throw error;
      rows.forEach(moveAlone);
    }
  }

  return {
    settle(limit) {
      const rows = oldest.all(limit).map(describe);
      const last = rows.at(-1);
      if (!last) return { upTo: null, more: false };
      beforeMoving();
      moveAll(rows);
      return { upTo: last.row.key, more: rows.length === limit };
    },
  };
}
