import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { DamagedRow } from '#core/contract/system.ts';
import { isoTime, UnreadableRow } from '../database/unreadable-row.ts';
import type { Writer } from '../database/writer.ts';
import type { BodyStore } from '../deliveries/body-store.ts';
import { type DeliveryRow, tallyDelivery } from '../deliveries/delivery-rows.ts';

/** Rows that could not be read. They stand in no list, count or queue any more; a person may look at them and let them go. */
export interface DamagedRows {
  count(): number;
  /** Newest first, those set aside before the one of this key. */
  list(before: number, limit: number): { items: DamagedRow[]; next: string | null };
  /** Deletes some, or all where none is named, with the body files that nothing else names. Answers how many. */
  discard(damagedIds?: readonly string[]): Promise<number>;
  /** Told after rows were set aside or discarded. */
  onChange(listener: () => void): void;
  /** Tells of what another thread set aside. */
  tell(): void;
}

/** How a row is named by its table: the integer key, or the text key of settings and endpoints. */
export type RowKey = number | bigint | string;

/** Takes rows that can't be read out of their tables, so that nothing meets them again. */
export type SetAside = (table: DamagedRow['table'], rows: readonly { key: RowKey; reason: string }[]) => void;

/** What is kept of a row's content at most: enough to mend it by hand, and no burden where thousands are damaged. */
const keptContentBytes = 1_048_576;

/** Of the content, what a list shows. */
const shownContentCharacters = 4096;

/** Rows that a transaction discards. */
const stepRows = 200;

interface Table {
  /** What else belongs to the row and goes with it, by SQL that takes its key. */
  content: readonly (readonly [name: string, sql: string])[];
  /** The columns that may name the row, the first that is there. */
  id: string;
  remove: string;
}

const tables: Record<DamagedRow['table'], Table> = {
  deliveries: {
    content: [
      ['deliveries', 'SELECT * FROM deliveries WHERE key = ?'],
      ['requests', 'SELECT * FROM requests WHERE key = ?'],
      ['attempts', 'SELECT * FROM attempts WHERE delivery_key = ? LIMIT 1000'],
    ],
    id: 'delivery_id',
    remove: 'DELETE FROM deliveries WHERE key = ?',
  },
  journal: {
    content: [['journal', 'SELECT * FROM journal WHERE key = ?']],
    id: 'delivery_id',
    remove: 'DELETE FROM journal WHERE key = ?',
  },
  attempts: {
    content: [['attempts', 'SELECT * FROM attempts WHERE key = ?']],
    id: 'attempt_id',
    remove: 'DELETE FROM attempts WHERE key = ?',
  },
  endpoints: {
    content: [['endpoints', 'SELECT * FROM endpoints WHERE webhook_id = ?']],
    id: 'webhook_id',
    remove: 'DELETE FROM endpoints WHERE webhook_id = ?',
  },
  rejected: {
    content: [['rejected', 'SELECT * FROM rejected WHERE key = ?']],
    id: 'rejected_id',
    remove: 'DELETE FROM rejected WHERE key = ?',
  },
  settings: {
    content: [['settings', 'SELECT * FROM settings WHERE key = ?']],
    id: 'key',
    remove: 'DELETE FROM settings WHERE key = ?',
  },
};

type Content = Record<string, Record<string, unknown>[]>;

/** JSON of columns: large integers as text, bytes as base64. */
function contentText(content: Content): string {
  const text = JSON.stringify(content, (_name, value: unknown) => {
    if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    // JSON.stringify has called Buffer's own toJSON by now.
    if (typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer') {
      return 'data' in value && Array.isArray(value.data)
        ? { base64: Buffer.from(value.data).toString('base64') }
        : null;
    }
    return value;
  });
  return text.length <= keptContentBytes ? text : `${text.slice(0, keptContentBytes)}…`;
}

const fileColumns = ['body_file', 'request_body_file', 'response_body_file'];

const filesIn = (content: Content): string[] =>
  Object.values(content)
    .flat()
    .flatMap((row) => fileColumns.map((column) => row[column]))
    .filter((name): name is string => typeof name === 'string');

interface StoredDamaged {
  key: number;
  table_name: DamagedRow['table'];
  row_id: string;
  reason: string;
  set_aside_at_ms: number;
  content: string;
  bytes: number;
}

const toDamaged = (row: StoredDamaged): DamagedRow => ({
  damagedId: String(row.key),
  table: Object.hasOwn(tables, row.table_name) ? row.table_name : 'deliveries',
  rowId: row.row_id,
  reason: row.reason,
  setAsideAt: isoTime(row.set_aside_at_ms),
  bytes: row.bytes,
  content: row.content,
});

export function createDamagedRows(parts: {
  db: Database;
  writer: Writer;
  bodies: Pick<BodyStore, 'remove'>;
  nowMs: () => number;
  onBug: (error: unknown, where: string) => void;
}): DamagedRows & { setAside: SetAside } {
  const { db, writer, bodies, nowMs, onBug } = parts;
  const listeners = new Set<() => void>();
  const insert = db.prepare(
    'INSERT INTO damaged (table_name, row_id, reason, set_aside_at_ms, content) VALUES (?, ?, ?, ?, ?)',
  );
  const nameFile = db.prepare<[string, number | bigint]>('INSERT INTO damaged_files VALUES (?, ?)');
  const logForIndex = db.prepare<[RowKey]>('INSERT INTO index_log (key) VALUES (?)');
  const deliveryRow = db.prepare<[RowKey], DeliveryRow>('SELECT * FROM deliveries WHERE key = ?');
  const openAttempts = db
    .prepare<[RowKey], number>(
      "SELECT count(*) FROM attempts WHERE delivery_key = ? AND state IN ('scheduled', 'running')",
    )
    .pluck();
  const failDelivery = db.prepare<[RowKey]>("UPDATE deliveries SET state = 'failed' WHERE key = ?");
  const newest = db.prepare<[number, number], StoredDamaged>(
    `SELECT key, table_name, row_id, reason, set_aside_at_ms, substr(content, 1, ${shownContentCharacters}) AS content,
       length(content) AS bytes FROM damaged WHERE key < ? ORDER BY key DESC LIMIT ?`,
  );
  const counted = db.prepare<[], number>('SELECT count(*) FROM damaged').pluck();
  const remove = db.prepare<[number]>('DELETE FROM damaged WHERE key = ?');
  const filesOf = db
    .prepare<[number], string>('SELECT name FROM damaged_files WHERE damaged_key = ?')
    .pluck();
  const stillNamed = db
    .prepare<[string, string, string, string], number>(
      `SELECT 1 FROM requests WHERE body_file = ? UNION ALL SELECT 1 FROM attempts WHERE request_body_file = ?
       UNION ALL SELECT 1 FROM attempts WHERE response_body_file = ?
       UNION ALL SELECT 1 FROM damaged_files WHERE name = ?`,
    )
    .pluck();

  function contentOf({ content }: Table, key: RowKey): Content {
    return Object.fromEntries(
      content.map(([name, sql]) => [
        name,
        db.prepare<[RowKey], Record<string, unknown>>(sql).safeIntegers().all(key),
      ]),
    );
  }

  /** A delivery whose open attempt can't be read has no way on; it must not look as if it had. */
  function endDelivery(attempt: Record<string, unknown> | undefined): void {
    const key = attempt?.delivery_key;
    if (typeof key !== 'bigint') return;
    const row = deliveryRow.get(key);
    const waits = row && ['pending', 'retrying', 'retained', 'held'].includes(row.state);
    if (!waits || (openAttempts.get(key) ?? 0) > 0) return;
    failDelivery.run(key);
    tallyDelivery(writer.tallies, row, -1);
    tallyDelivery(writer.tallies, { ...row, state: 'failed' }, 1);
  }

  function moveOne(name: DamagedRow['table'], key: RowKey, reason: string): void {
    const table = tables[name];
    const content = contentOf(table, key);
    const row = content[name]?.[0];
    if (!row) return;
    const rowId = String(row[table.id]).slice(0, 200);
    const added = insert.run(name, rowId, reason, Math.floor(nowMs()), contentText(content));
    for (const file of filesIn(content)) nameFile.run(file, added.lastInsertRowid);
    if (name === 'deliveries') {
      const counted = deliveryRow.get(key);
      if (counted) tallyDelivery(writer.tallies, counted, -1);
      logForIndex.run(key);
    }
    if (name === 'rejected') writer.tallies.add('rejected', '', -1);
    db.prepare<[RowKey]>(table.remove).run(key);
    if (name === 'attempts') endDelivery(row);
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  return {
    setAside(table, rows) {
      if (rows.length === 0) return;
      const isWithin = db.inTransaction;
      try {
        writer.transaction(() => {
          for (const { key, reason } of rows) moveOne(table, key, reason);
        });
      } catch (error) {
        // A full disk takes the whole transaction back, and with it what the caller is writing.
        if (isWithin && !db.inTransaction) throw error;
        // Whoever reads goes on without these rows; they are moved when they are met again.
        onBug(error, 'history.damaged');
        return;
      }
      tell();
    },

    count: () => counted.get() ?? 0,

    list(before, limit) {
      const rows = newest.all(before, limit + 1);
      const items = rows.slice(0, limit);
      return { items: items.map(toDamaged), next: rows.length > limit ? String(items.at(-1)?.key) : null };
    },

    async discard(ids) {
      let discarded = 0;
      const keys = ids?.map(Number);
      for (;;) {
        const step = keys
          ? keys.splice(0, stepRows)
          : newest.all(Number.MAX_SAFE_INTEGER, stepRows).map(({ key }) => key);
        if (step.length === 0) break;
        const files: string[] = [];
        writer.transaction(() => {
          for (const key of step) {
            files.push(...filesOf.all(key));
            const { changes } = remove.run(key);
            discarded += changes;
          }
        });
        bodies.remove(files.filter((name) => stillNamed.get(name, name, name, name) === undefined));
        await nextTurn();
      }
      if (discarded > 0) tell();
      return discarded;
    },

    onChange(listener) {
      listeners.add(listener);
    },

    tell,
  };
}

/**
 * What rows stand for. Those that can't be read are left out and set aside; any other failure comes out.
 *
 * @param keyOf how `setAside` finds the row again
 */
export function readRows<R, T>(
  setAside: SetAside,
  table: DamagedRow['table'],
  rows: readonly R[],
  keyOf: (row: R) => RowKey,
  read: (row: R) => T,
): T[] {
  const good: T[] = [];
  const bad: { key: RowKey; reason: string }[] = [];
  for (const row of rows) {
    try {
      good.push(read(row));
    } catch (error) {
      if (!(error instanceof UnreadableRow)) throw error;
      bad.push({ key: keyOf(row), reason: error.message });
    }
  }
  setAside(table, bad);
  return good;
}
