import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { GivenAnswer } from '#core/delivery/answer.ts';
import type { Target } from '#core/delivery/attempt.ts';
import type { DeliveryState, DeliverySummary, VerdictMark } from '#core/delivery/delivery.ts';
import { type DeliveryFilter, isSearched } from '#core/delivery/filter/delivery-filter.ts';
import type { ValueCount } from '#core/delivery/filter/suggest.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import type { Verdict } from '#core/signing/verify/verdict.ts';
import type { AnswerCount } from '../answer-counts-repo.ts';
import type { SetAside } from '../damaged/damaged-rows.ts';
import type { Dimension, Tallies } from '../database/tallies.ts';
import type { Writer } from '../database/writer.ts';
import type { Journal } from '../journal/journal.ts';
import type { NewArrival } from '../journal/journal-rows.ts';
import { cancelled, createFinder } from '../search/find.ts';
import type { IndexClient } from '../search/index-client.ts';
import type { SearchIndexReader } from '../search/index-reader.ts';
import { createSearchPage } from '../search/search-page.ts';
import type { BodyStore } from './body-store.ts';
import type { DeliveryKeys } from './delivery-keys.ts';
import { createDeliveryReads, parseCursor } from './delivery-reads.ts';
import { createDeliveryRemoval } from './delivery-removal.ts';
import { createDeliveryWrites } from './delivery-writes.ts';

/** A request as it came off the wire, with what was found out about it before it is kept. */
export interface NewCapture {
  deliveryId: string;
  webhookId: string;
  provider: string;
  method: string;
  target: string;
  httpVersion: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
  remoteAddress: string | null;
  receivedAtMs: number;
  contentType: string | null;
  eventType: string | null;
  providerDeliveryId: string | null;
  verdict: VerdictMark;
  /** Kept whole so that it can be shown after the secret was rotated away; without `expected` secrets of any kind. */
  verdictDetail: Verdict | null;
  looksLike: string | null;
  /** Null while a scripted answer is still to be played; see recordAnswer. */
  answer: GivenAnswer | null;
  state: DeliveryState;
  /** Its state instead, where it turns out to repeat another: repeats that are dropped wait for nothing. */
  stateOfRepeat?: DeliveryState;
  /** Where the endpoint's script counts requests: what it came to with this one. */
  answerCount?: AnswerCount;
}

/** An event composed here, before its first attempt. */
export interface NewOutgoing {
  deliveryId: string;
  provider: string;
  eventType: string | null;
  method: string;
  url: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
  contentType: string | null;
  createdAtMs: number;
  sendTarget: Target;
  retryPolicy: RetryPolicy | null;
  /** Vault reference of the secret that each attempt is signed with; null: unsigned. */
  secretRef: string | null;
  scheme: Scheme | null;
  /** Kept across attempts: the event's id in signed content and headers. */
  eventId: string | null;
}

/** A delivery as stored: the summary and what only the detail needs. */
export interface StoredDelivery {
  summary: DeliverySummary;
  /** As it stood on the request line, where the summary's has masks. */
  target: string;
  httpVersion: string;
  rawHeaders: RawHeaders;
  remoteAddress: string | null;
  receivedAtMs: number;
  verdictDetail: Verdict | null;
  answer: GivenAnswer | null;
  sendTarget: Target | null;
  retryPolicy: RetryPolicy | null;
  secretRef: string | null;
  scheme: Scheme | null;
  eventId: string | null;
}

export interface DeliveriesRepo {
  /**
   * Resolves when the capture is committed; captures of one turn of the event loop share a transaction. `duplicateOf` is
   * the first delivery with the same webhook and provider delivery id. Rejects where it could not be kept.
   */
  capture(capture: NewCapture): Promise<DeliverySummary>;
  /**
   * Keeps a capture whose facts nobody waits for, at a fraction of the cost: it resolves when it is committed, and its
   * delivery is there for whoever looks.
   */
  arrive(arrival: NewArrival): Promise<void>;
  insertOutgoing(outgoing: NewOutgoing): DeliverySummary;
  recordAnswer(deliveryId: string, answer: GivenAnswer): DeliverySummary;
  setState(
    deliveryId: string,
    state: DeliveryState,
    last?: { status: number | null; durationMs: number | null },
  ): DeliverySummary;
  find(deliveryId: string): StoredDelivery | undefined;
  /** Throws delivery_not_found. */
  get(deliveryId: string): StoredDelivery;
  /** The raw body, whole. Bodies above a bound live in files beside the database. */
  body(deliveryId: string): Buffer;
  bodyRange(deliveryId: string, offsetBytes: number, lengthBytes: number): Buffer;
  list(
    filter: DeliveryFilter,
    paging: { limit: number; after?: string | undefined },
    nowMs: number,
  ): { items: DeliverySummary[]; next: string | null };
  search(
    filter: DeliveryFilter,
    paging: { limit: number; after?: string | undefined },
    nowMs: number,
    signal?: AbortSignal,
  ): Promise<{
    items: { delivery: DeliverySummary; snippet: string | null }[];
    next: string | null;
    unindexed: number;
  }>;
  /**
   * The ids of all that fit, newest first, as they are now. What has to look into requests is looked for beside this
   * thread.
   */
  idsOf(filter: DeliveryFilter, nowMs: number, signal?: AbortSignal): Promise<string[]>;
  setPinned(deliveryId: string, pinned: boolean): DeliverySummary;
  count(filter: DeliveryFilter, nowMs: number): number;
  /** The values that deliveries have, with how many have each. */
  values(): Record<'provider' | 'eventType' | 'verdict' | 'direction' | 'status' | 'endpoint', ValueCount[]>;
  /** The places in a list at which each stretch of `everyRows` begins, in small steps. Search words are left out. */
  outline(
    filter: DeliveryFilter,
    stretches: { everyRows: number; after?: string | undefined },
    nowMs: number,
    signal?: AbortSignal,
  ): Promise<string[]>;
  /** Deletes in small steps; answers the ids. */
  delete(deliveryIds: string[]): string[];
  deleteWhere(filter: DeliveryFilter, nowMs: number): Promise<number>;
  /** Trims by settings in small steps, oldest first; pinned ones and those with pending attempts stay. Answers how many went. */
  trim(
    bounds: { maxDeliveries: number | null; maxAgeDays: number | null; maxBytes: number | null },
    nowMs: number,
  ): Promise<number>;
  /** All that fit, oldest first, one at a time, for export. */
  iterate(filter: DeliveryFilter, nowMs: number): Iterable<StoredDelivery>;
  /** For import: keeps id and times as given; false where the id is already there. */
  insertImported(delivery: StoredDelivery, body: Uint8Array): boolean;
}

/** Ids that are found at a time; then others get their turn. */
const pageRows = 500;

export function createDeliveriesRepo(parts: {
  db: Database;
  writer: Writer;
  bodies: BodyStore;
  setAside: SetAside;
  nowMs: () => number;
  /** The index as this thread reads it, once there is one. */
  index: () => SearchIndexReader | undefined;
  worker: IndexClient;
  keys: DeliveryKeys;
  journal: Journal;
  countAnswer: (webhookId: string, count: AnswerCount) => void;
}): DeliveriesRepo & {
  countAttempt(deliveryKey: number): void;
  flush(): void;
  summariesOf(keys: readonly number[]): DeliverySummary[];
} {
  const { db, writer, bodies, setAside, index, worker, nowMs, keys, journal } = parts;
  const finder = createFinder({ db, bodies, tallies: writer.tallies, index });
  const searchHere = createSearchPage(db, finder, index, bodies);
  const reads = createDeliveryReads({
    db,
    tallies: writer.tallies,
    bodies,
    setAside,
    searchKeys: finder.keys,
  });
  const removal = createDeliveryRemoval({ db, writer, keys, bodies, reads });
  const writes = createDeliveryWrites({
    db,
    writer,
    keys,
    bodies,
    onWaiting: worker.setWaiting,
    nowMs,
    countAnswer: parts.countAnswer,
  });
  const settledFirst = after(journal.settle);

  const search: DeliveriesRepo['search'] = async (filter, { limit, after: afterText }, atMs, signal) => {
    journal.settle();
    const question = { filter, limit, before: parseCursor(afterText), nowMs: atMs };
    const asked = worker.search(question, signal);
    const page = asked ? await asked : searchHere(question, () => signal?.aborted === true);
    const items = page.hits.flatMap(({ key, snippet }) => {
      const row = reads.rowByKey(key);
      return reads.summaries(row ? [row] : []).map((delivery) => ({ delivery, snippet }));
    });
    const last = page.hits.at(-1);
    return { items, next: page.more && last ? String(last.key) : null, unindexed: page.unindexed };
  };

  return {
    ...writes,
    arrive: journal.keep,
    find: settledFirst(reads.find),
    get: settledFirst(reads.get),
    body: settledFirst(reads.body),
    bodyRange: settledFirst(reads.bodyRange),
    list: settledFirst(reads.list),
    count: settledFirst(reads.count),
    outline: settledFirst(reads.outline),
    values: settledFirst(() => valuesThere(writer.tallies)),
    iterate: settledFirst(reads.iterate),
    delete: settledFirst(removal.delete),
    deleteWhere: settledFirst(removal.deleteWhere),
    trim: settledFirst(removal.trim),
    search,
    async idsOf(filter, atMs, signal) {
      const ids: string[] = [];
      for (let from: string | undefined; ; ) {
        const paging = { limit: pageRows, after: from };
        const page = isSearched(filter)
          ? await search(filter, paging, atMs, signal)
          : reads.list(filter, paging, atMs);
        for (const item of page.items)
          ids.push('delivery' in item ? item.delivery.deliveryId : item.deliveryId);
        if (page.next === null) return ids;
        if (signal?.aborted) throw cancelled();
        from = page.next;
        await nextTurn();
      }
    },
    /** Those of these keys that are there. */
    summariesOf: (wanted) => reads.summaries(wanted.flatMap((key) => reads.rowByKey(key) ?? [])),
  };
}

/** Values of a kind that are told. */
const mostValues = 200;

/** From the counts beside the rows, so that a long history costs nothing. */
function valuesThere(tallies: Tallies): ReturnType<DeliveriesRepo['values']> {
  const most = (dimension: Dimension): ValueCount[] => tallies.most(dimension, mostValues);
  const classes = most('status_class').map(({ value, count }) => ({ value: `${value}xx`, count }));
  return {
    provider: most('provider'),
    eventType: most('event_type'),
    verdict: most('verdict'),
    direction: most('direction'),
    status: [...classes, ...most('state')],
    endpoint: most('webhook'),
  };
}

/** Makes functions that do something else before their own. */
export const after =
  (first: () => void) =>
  <A extends unknown[], R>(act: (...args: A) => R) =>
  (...args: A): R => {
    first();
    return act(...args);
  };
