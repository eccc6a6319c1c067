import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { RejectedRequest } from '#core/delivery/delivery.ts';
import { engine, onEvents } from '#renderer/platform/client.ts';
import { useConnection } from '#renderer/platform/connection-store.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { LivePages } from '../list/live-pages.ts';

export type RejectedPages = LivePages<RejectedRequest>;

/** Requests that were turned away, live. */
export function useRejectedFeed(): RejectedPages {
  const epoch = useConnection((connection) => connection.epoch);
  const pages = useMemo(
    () =>
      new LivePages<RejectedRequest>({
        idOf: (row) => row.rejectedId,
        page: (after, limit) =>
          engine.deliveries.rejected(after === undefined ? { limit } : { limit, after }),
        outline: async () => null,
        onError: reportError,
      }),
    [],
  );
  useEffect(
    () =>
      onEvents((batch) => {
        const refused = batch.filter((event) => event.type === 'delivery.refused');
        if (refused.length > 0) pages.arrive(refused);
      }),
    [pages],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `epoch` says when
  useEffect(() => void pages.open(), [pages, epoch]);
  useSyncExternalStore(pages.subscribe, () => pages.version);
  return pages;
}
