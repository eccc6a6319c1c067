import type { Database } from 'better-sqlite3';
import type { BodyStore } from './body-store.ts';
import { createDeliveryKeys } from './delivery-keys.ts';
import { createDeliveryReads, parseCursor } from './delivery-reads.ts';
import { createDeliveryRemoval } from './delivery-removal.ts';
import { toSummary } from './delivery-rows.ts';
import { createDeliveryWrites } from './delivery-writes.ts';
import type { DeliveriesRepo } from './history.ts';
import { createFinder } from './search/find.ts';
import type { Writer } from './writer.ts';

export function createDeliveriesRepo(parts: {
  db: Database;
  writer: Writer;
  bodies: BodyStore;
  nowMs: () => number;
}): DeliveriesRepo & { countAttempt(deliveryKey: number): void; flush(): void } {
  const { db, writer, bodies, nowMs } = parts;
  const keys = createDeliveryKeys(db, writer.tallies);
  const finder = createFinder({ db, bodies, tallies: writer.tallies, index: undefined });
  const reads = createDeliveryReads({ db, tallies: writer.tallies, bodies, searchKeys: finder.keys });
  const writes = createDeliveryWrites({
    db,
    writer,
    keys,
    bodies,
    onWaiting: () => undefined,
    onWritten: () => undefined,
    nowMs,
  });
  const removal = createDeliveryRemoval({ db, writer, keys, bodies, reads, onWritten: () => undefined });
  return {
    ...writes,
    ...reads,
    ...removal,
    async search(filter, { limit, after }, atMs, signal) {
      const before = parseCursor(after);
      const keys: number[] = [];
      for (const key of finder.keys(filter, atMs, before, () => signal?.aborted === true)) {
        keys.push(key);
        if (keys.length > limit) break;
      }
      const items = keys.slice(0, limit).flatMap((key) => {
        const row = reads.rowByKey(key);
        return row ? [{ delivery: toSummary(row), snippet: null }] : [];
      });
      return { items, next: keys.length > limit ? String(keys[limit - 1]) : null, unindexed: 0 };
    },
  };
}
