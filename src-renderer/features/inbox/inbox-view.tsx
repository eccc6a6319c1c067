import { useDeferredValue, useEffect, useMemo } from 'react';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { noteUnfinished } from './broken-views.ts';
import { isFacetId, parseFilter } from './filter/filter.ts';
import { HeldPane } from './held/held-pane.tsx';
import { useInbox } from './inbox-store.ts';
import { DeliveriesPane } from './list/deliveries-pane.tsx';
import { RejectedPane } from './rejected/rejected-pane.tsx';

noteUnfinished();

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

/** The Inbox: what was caught and sent, what was rejected, or what is held back. */
export function InboxView() {
  useVisit();
  const { facet, text } = useInbox();
  const settledText = useDeferredValue(text);
  const parsed = useMemo(() => parseFilter(settledText), [settledText]);
  if (facet === 'rejected') return <RejectedPane />;
  return facet === 'held' ? <HeldPane /> : <DeliveriesPane parsed={parsed} />;
}
