import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { type KeyAction, useKeys } from '#renderer/platform/keys.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { Pane } from '#renderer/ui/pane.tsx';
import type { VirtualListHandle } from '#renderer/ui/virtual-list.tsx';
import { DeliveryDetail } from './delivery-detail.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { EmptyInbox } from './empty-inbox.tsx';
import { FacetBar } from './facet-bar.tsx';
import { isFacetId, parseFilter, withFacet } from './filter.ts';
import { useInbox } from './inbox-store.ts';
import { NewRowsChip } from './new-rows-chip.tsx';
import { SearchBox, searchBoxId } from './search-box.tsx';
import { useDeliveryFeed } from './use-delivery-feed.ts';

/** Takes what the Inbox was opened with: a facet, a filter, a delivery. */
function useVisit(): void {
  const { params, visit, screen } = useNavigation();
  const { setFacet, setText, select } = useInbox();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a visit
  useEffect(() => {
    if (screen !== 'inbox') return;
    if (params.facet !== undefined && isFacetId(params.facet)) setFacet(params.facet);
    if (params.filter !== undefined) setText(params.filter);
    if (params.deliveryId !== undefined) select(params.deliveryId);
  }, [visit]);
}

/** The Inbox: rail of filters, live list, detail. */
export function InboxView() {
  useVisit();
  const { facet, text, selectedId, select } = useInbox();
  const endpoints = useDirectory((directory) => directory.endpoints);
  const settledText = useDeferredValue(text);
  const parsed = useMemo(() => parseFilter(settledText, endpoints ?? []), [settledText, endpoints]);
  const pages = useDeliveryFeed(withFacet(facet, parsed.filter));
  const list = useRef<VirtualListHandle>(null);

  useKeys(
    useMemo<KeyAction[]>(() => {
      const move = (by: number) => {
        const at = selectedId === null ? -1 : pages.indexOf(selectedId);
        const to = Math.max(0, Math.min(pages.count - 1, at + by));
        const row = pages.row(to);
        if (row) select(row.deliveryId);
        list.current?.reveal(to);
      };
      return [
        {
          keys: '/',
          label: 'Search',
          group: 'Inbox',
          run: () => document.getElementById(searchBoxId)?.focus(),
        },
        { keys: 'j | ArrowDown', label: 'Next delivery', group: 'Inbox', movement: true, run: () => move(1) },
        {
          keys: 'k | ArrowUp',
          label: 'Previous delivery',
          group: 'Inbox',
          movement: true,
          run: () => move(-1),
        },
      ];
    }, [pages, selectedId, select]),
  );

  const isEmpty = pages.loaded && pages.count === 0;
  return (
    <>
      <SearchBox parsed={parsed} onLeave={() => list.current?.focus()} />
      <Pane
        id="inbox"
        initial="41%"
        minFirst="340px"
        minSecond="420px"
        first={
          <div className="relative flex min-h-0 flex-1 flex-col bg-panel">
            <FacetBar />
            {isEmpty ? (
              <EmptyInbox filtered={facet !== 'all' || text !== ''} />
            ) : (
              <div className="relative flex min-h-0 flex-1 flex-col">
                <NewRowsChip
                  count={pages.waitingCount}
                  onShow={() => {
                    pages.release();
                    list.current?.scrollToTop();
                  }}
                />
                <DeliveryList pages={pages} search={parsed.filter.search ?? ''} handle={list} />
              </div>
            )}
          </div>
        }
        second={selectedId !== null ? <DeliveryDetail key={selectedId} deliveryId={selectedId} /> : null}
      />
    </>
  );
}
