import type { Database } from 'better-sqlite3';
import type { BodyStore } from './body-store.ts';
import { createDeliveryKeys } from './delivery-keys.ts';
import { createDeliveryReads, parseCursor } from './delivery-reads.ts';
import { createDeliveryRemoval } from './delivery-removal.ts';
import { toSummary } from './delivery-rows.ts';
import { createDeliveryWrites } from './delivery-writes.ts';
import type { DeliveriesRepo } from './history.ts';
import { createFinder } from './search/find.ts';
import type { IndexClient } from './search/index-client.ts';
import type { SearchIndexReader } from './search/index-reader.ts';
import { createSearchPage } from './search/search-page.ts';
import type { Writer } from './writer.ts';

export function createDeliveriesRepo(parts: {
  db: Database;
  writer: Writer;
  bodies: BodyStore;
  nowMs: () => number;
  /** The index as this thread reads it, once there is one. */
  index: () => SearchIndexReader | undefined;
  worker: IndexClient;
}): DeliveriesRepo & { countAttempt(deliveryKey: number): void; flush(): void } {
  const { db, writer, bodies, index, worker, nowMs } = parts;
  const keys = createDeliveryKeys(db, writer.tallies);
  const finder = createFinder({ db, bodies, tallies: writer.tallies, index });
  const searchHere = createSearchPage(db, finder, index, bodies);
  const reads = createDeliveryReads({ db, tallies: writer.tallies, bodies, searchKeys: finder.keys });
  const removal = createDeliveryRemoval({ db, writer, keys, bodies, reads });
  const writes = createDeliveryWrites({ db, writer, keys, bodies, onWaiting: worker.setWaiting, nowMs });
  return {
    ...writes,
    ...reads,
    ...removal,
    async search(filter, { limit, after }, atMs, signal) {
      const question = { filter, limit, before: parseCursor(after), nowMs: atMs };
      const asked = worker.search(question, signal);
      const page = asked ? await asked : searchHere(question, () => signal?.aborted === true);
      const items = page.hits.flatMap(({ key, snippet }) => {
        const row = reads.rowByKey(key);
        return row ? [{ delivery: toSummary(row), snippet }] : [];
      });
      const last = page.hits.at(-1);
      return { items, next: page.more && last ? String(last.key) : null, unindexed: page.unindexed };
    },
  };
}
