import { useEffect, useMemo } from 'react';
import type { EngineEvent } from '#core/contract/index.ts';
import { markRevision, revisionOf } from '#core/contract/revision.ts';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import { type DeliveryFilter, isSearched } from '#core/delivery/filter/delivery-filter.ts';
import { engine, onEvents } from '#renderer/platform/client.ts';
import { endpointNameOf } from '#renderer/platform/directory-store.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { matchesFilter } from '../filter/filter-match.ts';
import { LivePages, type PageSource } from './live-pages.ts';
import { useOpenPages } from './use-open-pages.ts';

/** A row, with the place of the match where the list is a search. */
export type InboxRow = DeliverySummary & { snippet?: string | null };
export type DeliveryPages = LivePages<InboxRow>;

/** How long changes that need the list read again (deletions, searches) gather. */
const settleMs = 400;

function sourceOf(filter: DeliveryFilter): PageSource<InboxRow> {
  return {
    idOf: (row) => row.deliveryId,
    async page(after, limit, signal) {
      const options = signal ? { signal } : {};
      const paging = after === undefined ? { limit } : { limit, after };
      if (!isSearched(filter)) return engine.deliveries.list({ ...filter, ...paging }, options);
      const found = await engine.deliveries.search({ ...filter, ...paging }, options);
      const items = found.items.map(({ delivery, snippet }) => ({ ...delivery, snippet }));
      return markRevision({ items, next: found.next }, revisionOf(found));
    },
    async outline(everyRows, after) {
      const { search: _, ...rest } = filter;
      return isSearched(filter) ? null : engine.deliveries.outline({ ...rest, everyRows, after });
    },
    onError: reportError,
  };
}

/** Feeds a list with what the engine tells. Answers its own undo. */
function follow(pages: DeliveryPages, filter: DeliveryFilter): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (run: () => void) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      run();
    }, settleMs);
  };
  const arrived = (rows: InboxRow[]) => {
    const now = Date.now();
    const fits = rows.map((row) => matchesFilter(filter, row, now, endpointNameOf));
    const fitting = rows.filter((_, at) => fits[at] === true);
    if (fitting.length > 0) pages.arrive(fitting);
    if (fits.includes(null)) settle(() => void findArrivals(pages, filter));
  };
  const undo = onEvents((batch: EngineEvent[]) => {
    const captured: InboxRow[] = [];
    const changed: InboxRow[] = [];
    for (const event of batch) {
      if (event.type === 'delivery.captured') captured.push(event);
      else if (event.type === 'delivery.changed') changed.push(event);
      else if (event.type === 'delivery.deleted' || event.type === 'delivery.imported')
        settle(() => void pages.open());
    }
    // A composed delivery is first heard of by its change; an old one that is not in a part read so far is no arrival.
    const newestAt = pages.newest()?.receivedAt ?? '';
    const unseen = changed.length > 0 ? pages.update(changed) : [];
    arrived([...captured, ...unseen.filter((row) => row.receivedAt > newestAt)]);
  });
  return () => {
    clearTimeout(timer);
    undo();
  };
}

/** Only the engine knows which arrivals a search finds: asks for the newest hits and takes those not known yet. */
async function findArrivals(pages: DeliveryPages, filter: DeliveryFilter): Promise<void> {
  try {
    const { items } = await sourceOf(filter).page(undefined, 50);
    pages.arrive(items.reverse());
  } catch (error) {
    reportError(error);
  }
}

/** The rows of a filter, live. The component renders again whenever they change. */
export function useDeliveryFeed(filter: DeliveryFilter): DeliveryPages {
  const key = JSON.stringify(filter);
  const pages = useMemo(() => new LivePages(sourceOf(JSON.parse(key))), [key]);
  useEffect(() => {
    const parsed: DeliveryFilter = JSON.parse(key);
    const undo = follow(pages, parsed);
    return undo;
  }, [pages, key]);
  useOpenPages(pages);
  return pages;
}
