import { useRef } from 'react';
import type { RejectedRequest } from '#core/delivery/delivery.ts';
import { Pane } from '#renderer/ui/pane.tsx';
import type { VirtualListHandle } from '#renderer/ui/virtual-list.tsx';
import { FacetBar } from '../filter/facet-bar.tsx';
import { GuardedDetail } from '../guarded-detail.tsx';
import { useInbox } from '../inbox-store.ts';
import { NewRowsChip } from '../list/new-rows-chip.tsx';
import { useListKeys } from '../use-inbox-keys.ts';
import { RejectedDetail } from './rejected-detail.tsx';
import { RejectedList } from './rejected-list.tsx';
import { useRejectedFeed } from './use-rejected-feed.ts';

const idOf = (row: RejectedRequest): string => row.rejectedId;

/** Rejected requests: the live list and the chosen one. */
export function RejectedPane() {
  const pages = useRejectedFeed();
  const selectedId = useInbox((inbox) => inbox.selectedId);
  const list = useRef<VirtualListHandle>(null);
  useListKeys(pages, idOf, list);
  return (
    <Pane
      id="inbox"
      initial="42%"
      minFirst="240px"
      minSecond="300px"
      first={
        <div className="flex min-h-0 flex-1 flex-col bg-panel">
          <FacetBar />
          <div className="relative flex min-h-0 flex-1 flex-col">
            <NewRowsChip
              count={pages.waitingCount}
              onShow={() => {
                pages.release();
                list.current?.scrollToTop();
              }}
            />
            <RejectedList pages={pages} handle={list} />
          </div>
        </div>
      }
      second={
        <div className="min-h-0 flex-1">
          {selectedId?.startsWith('whd_') === false && (
            <GuardedDetail id={selectedId}>
              <RejectedDetail key={selectedId} rejectedId={selectedId} />
            </GuardedDetail>
          )}
        </div>
      }
    />
  );
}
