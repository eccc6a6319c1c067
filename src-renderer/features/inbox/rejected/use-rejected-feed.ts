import { useEffect, useMemo } from 'react';
import type { RejectedRequest } from '#core/delivery/delivery.ts';
import { engine, onEvents } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { LivePages } from '../list/live-pages.ts';
import { useOpenPages } from '../list/use-open-pages.ts';

export type RejectedPages = LivePages<RejectedRequest>;

/** Requests that were rejected, live. */
export function useRejectedFeed(): RejectedPages {
  const pages = useMemo(
    () =>
      new LivePages<RejectedRequest>({
        idOf: (row) => row.rejectedId,
        page: (after, limit, signal) =>
          engine.deliveries.rejected(
            after === undefined ? { limit } : { limit, after },
            signal ? { signal } : {},
          ),
        outline: async () => null,
        onError: reportError,
      }),
    [],
  );
  useEffect(
    () =>
      onEvents((batch) => {
        const rejected = batch.filter((event) => event.type === 'delivery.rejected');
        if (rejected.length > 0) pages.arrive(rejected);
      }),
    [pages],
  );
  useOpenPages(pages);
  return pages;
}
