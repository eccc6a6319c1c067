import { type Ref, useCallback, useEffect } from 'react';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { VirtualList, type VirtualListHandle } from '#renderer/ui/virtual-list.tsx';
import { isBroken } from '../broken-views.ts';
import { useInbox } from '../inbox-store.ts';
import { DeliveryRow } from './delivery-row.tsx';
import type { DeliveryPages, InboxRow } from './use-delivery-feed.ts';

export const rowPx = 36;

const lookedThrough = 20;

/** The newest that has not broken its view before. */
function firstSound(pages: DeliveryPages): InboxRow | undefined {
  for (let index = 0; index < Math.min(lookedThrough, pages.count); index++) {
    const row = pages.row(index);
    if (row && !isBroken(row.deliveryId)) return row;
  }
  return undefined;
}

/** The rows of a feed. Arrivals wait behind a chip unless the list is at its top. */
export function DeliveryList({
  pages,
  search,
  handle,
}: {
  pages: DeliveryPages;
  search: string;
  handle: Ref<VirtualListHandle>;
}) {
  const { selectedId, compareWith, select } = useInbox();
  const onRange = useCallback((first: number, last: number) => pages.want(first, last), [pages]);
  const onAtTop = useCallback((atTop: boolean) => pages.follow(atTop), [pages]);
  const active = selectedId === null ? -1 : pages.indexOf(selectedId);
  useEffect(() => {
    if (selectedId === null && pages.loaded) {
      const sound = firstSound(pages);
      if (sound) select(sound.deliveryId);
    }
  });
  return (
    <VirtualList
      id="inbox-list"
      label="Deliveries, newest first"
      count={pages.count}
      rowPx={rowPx}
      active={active}
      onRange={onRange}
      onAtTop={onAtTop}
      handle={handle}
      className="min-h-0 flex-1 outline-offset-[-1px] focus-visible:outline-1"
      renderRow={(index) => {
        const row = pages.row(index);
        return row ? (
          <DeliveryRow
            row={row}
            selected={row.deliveryId === selectedId}
            search={search}
            marked={row.deliveryId === compareWith}
            onSelect={select}
          />
        ) : (
          <div className="flex h-full items-center gap-3 border-b border-line/60 px-3">
            <Skeleton className="w-12" />
            <Skeleton className="w-[18px]" />
            <Skeleton className="w-40" />
          </div>
        );
      }}
    />
  );
}
