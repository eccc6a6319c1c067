import type { Database } from 'better-sqlite3';

/** What is counted. Every dimension but `bytes` counts deliveries; `rejected` counts rejected requests. */
export type Dimension =
  | 'all'
  | 'bytes'
  | 'direction'
  | 'webhook'
  | 'provider'
  | 'event_type'
  | 'verdict'
  | 'state'
  | 'status_class'
  | 'pinned'
  | 'rejected'
  | 'last_key';

/**
 * Counts kept beside the rows, in the same transaction: counting a million rows takes longer than a window may wait.
 * Changes gather in memory until the transaction ends, so that a group of captures writes each count once.
 */
export interface Tallies {
  add(dimension: Dimension, value: string, amount: number): void;
  get(dimension: Dimension, value?: string): number;
  /** The values that are counted most, as of the last write. */
  most(dimension: Dimension, limit: number): { value: string; count: number }[];
  /** What was added since the last write, to go back to. */
  mark(): Map<string, number>;
  /** Forgets what was added since `mark`. */
  reset(mark: Map<string, number>): void;
  /** Writes what was added; within the transaction. */
  write(): void;
}

const separator = '\u0000';

export function createTallies(db: Database): Tallies {
  const upsert = db.prepare<[string, string, number]>(
    `INSERT INTO tallies (dimension, value, amount) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`,
  );
  const prune = db.prepare<[string, string]>(
    'DELETE FROM tallies WHERE dimension = ? AND value = ? AND amount = 0',
  );
  const one = db
    .prepare<[string, string], number>('SELECT amount FROM tallies WHERE dimension = ? AND value = ?')
    .pluck();
  const most = db.prepare<[string, number], { value: string; count: number }>(
    'SELECT value, amount AS count FROM tallies WHERE dimension = ? AND amount > 0 ORDER BY amount DESC, value LIMIT ?',
  );
  let pending = new Map<string, number>();
  return {
    add(dimension, value, amount) {
      const name = dimension + separator + value;
      pending.set(name, (pending.get(name) ?? 0) + amount);
    },
    get: (dimension, value = '') =>
      (one.get(dimension, value) ?? 0) + (pending.get(dimension + separator + value) ?? 0),
    most: (dimension, limit) => most.all(dimension, limit),
    mark: () => new Map(pending),
    reset(mark) {
      pending = mark;
    },
    write() {
      for (const [name, amount] of pending) {
        if (amount === 0) continue;
        const at = name.indexOf(separator);
        const dimension = name.slice(0, at);
        const value = name.slice(at + 1);
        upsert.run(dimension, value, amount);
        if (amount < 0) prune.run(dimension, value);
      }
      pending = new Map();
    },
  };
}
