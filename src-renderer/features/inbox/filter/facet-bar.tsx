import type { ReactNode } from 'react';
import { useSystem } from '#renderer/platform/system-store.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { useInbox } from '../inbox-store.ts';
import type { FacetId } from './filter.ts';

/**
 * The filters of one click, with how many there are of each. What waits is offered while something waits. `children` is
 * what can be done with all that is listed.
 */
export function FacetBar({ children }: { children?: ReactNode }) {
  const counts = useSystem((system) => system.counts);
  const { facet, setFacet } = useInbox();
  const waiting = [
    { id: 'retrying' as const, label: 'Retrying', count: counts?.retrying },
    { id: 'retained' as const, label: 'Retained', count: counts?.retained },
    { id: 'held' as const, label: 'Held', count: counts?.held },
  ].filter(({ id, count }) => facet === id || (count ?? 0) > 0);
  const facets: { id: FacetId; label: string; count: number | undefined }[] = [
    { id: 'all', label: 'All', count: undefined },
    { id: 'in', label: 'In', count: counts?.in },
    { id: 'out', label: 'Out', count: counts?.out },
    { id: 'failed', label: 'Failed', count: counts?.failedVerdicts },
    { id: 'rejected', label: 'Rejected', count: counts?.rejected },
    ...waiting,
    { id: 'dead', label: 'Dead letter', count: counts?.deadLetters },
  ];
  return (
    <div className="flex shrink-0 items-center border-b">
      <fieldset className="flex min-w-0 flex-1 gap-1 overflow-x-auto px-3 py-2 [scrollbar-width:none]">
        <legend className="sr-only">Show</legend>
        {facets.map(({ id, label, count }) => (
          <Chip
            key={id}
            label={label}
            {...(count === undefined ? {} : { count })}
            pressed={facet === id}
            onClick={() => setFacet(id)}
          />
        ))}
      </fieldset>
      {children}
    </div>
  );
}
