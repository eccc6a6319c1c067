import { type Ref, useEffect } from 'react';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import type { VirtualListHandle } from '#renderer/ui/virtual-list.tsx';
import { isBroken } from '../broken-views.ts';
import { useInbox } from '../inbox-store.ts';
import { DeliveryRow } from './delivery-row.tsx';
import { LiveList } from './live-list.tsx';
import type { DeliveryPages, InboxRow } from './use-delivery-feed.ts';

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
  useEffect(() => {
    if (selectedId === null && pages.loaded) {
      const sound = firstSound(pages);
      if (sound) select(sound.deliveryId);
    }
  });
  return (
    <LiveList
      id="inbox-list"
      label="Deliveries, newest first"
      pages={pages}
      handle={handle}
      renderRow={(row, isSelected) =>
        row ? (
          <DeliveryRow
            row={row}
            selected={isSelected}
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
        )
      }
    />
  );
}
