import { ChartColumn, GitCompareArrows, MousePointerClick } from 'lucide-react';
import { useCallback, useRef } from 'react';
import { Boundary } from '#renderer/ui/boundary.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Pane } from '#renderer/ui/pane.tsx';
import type { VirtualListHandle } from '#renderer/ui/virtual-list.tsx';
import { CompareView } from '../compare/compare-view.tsx';
import { DeliveryDetail } from '../detail/delivery-detail.tsx';
import { EmptyInbox } from '../empty-inbox.tsx';
import { FacetBar } from '../filter/facet-bar.tsx';
import { type ParsedFilter, withFacet } from '../filter/filter.ts';
import { SearchBox } from '../filter/search-box.tsx';
import { GuardedDetail } from '../guarded-detail.tsx';
import { useInbox } from '../inbox-store.ts';
import { OverviewPane } from '../overview/overview-pane.tsx';
import { useDeliveryKeys, useListKeys } from '../use-inbox-keys.ts';
import { BulkMenu } from './bulk-menu.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { NewRowsChip } from './new-rows-chip.tsx';
import { type InboxRow, useDeliveryFeed } from './use-delivery-feed.ts';

const idOf = (row: InboxRow): string => row.deliveryId;

/** Deliveries: the live list and the chosen one. */
export function DeliveriesPane({ parsed }: { parsed: ParsedFilter }) {
  const { facet, text, selectedId, comparing, compareWith, endCompare, overview, toggleOverview } =
    useInbox();
  const filter = withFacet(facet, parsed.filter);
  const pages = useDeliveryFeed(filter);
  const list = useRef<VirtualListHandle>(null);
  const detail = useRef<HTMLDivElement>(null);
  const selected = selectedId === null ? undefined : pages.row(pages.indexOf(selectedId));
  useListKeys(pages, idOf, list);
  useDeliveryKeys(
    selected,
    useCallback(
      () => detail.current?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus(),
      [],
    ),
  );
  const isEmpty = pages.loaded && pages.count === 0;
  return (
    <>
      <SearchBox parsed={parsed} onLeave={() => list.current?.focus()} />
      <Pane
        id="inbox"
        initial="42%"
        minFirst="240px"
        minSecond="300px"
        first={
          <div className="flex min-h-0 flex-1 flex-col bg-panel">
            <FacetBar>
              <BulkMenu filter={filter} />
              <IconButton
                icon={ChartColumn}
                label="How targets fare"
                pressed={overview}
                className="mr-2"
                onClick={toggleOverview}
              />
            </FacetBar>
            {compareWith && (
              <p
                className="flex items-center gap-2 border-b bg-accent-bg px-3 py-1.5 text-xs text-accent"
                role="status"
              >
                <GitCompareArrows size={14} aria-hidden />
                Choose another and press d to compare. Esc to stop.
              </p>
            )}
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
                <DeliveryList pages={pages} search={parsed.words} handle={list} />
              </div>
            )}
          </div>
        }
        second={
          <div ref={detail} className="min-h-0 flex-1">
            {overview ? (
              <OverviewPane />
            ) : comparing ? (
              <Boundary name="This comparison" of={`${comparing.left} ${comparing.right}`}>
                <CompareView {...comparing} onClose={endCompare} />
              </Boundary>
            ) : selectedId !== null ? (
              <GuardedDetail id={selectedId}>
                <DeliveryDetail key={selectedId} deliveryId={selectedId} />
              </GuardedDetail>
            ) : (
              !isEmpty && pages.loaded && <EmptyState icon={MousePointerClick} title="Choose a delivery" />
            )}
          </div>
        }
      />
    </>
  );
}
