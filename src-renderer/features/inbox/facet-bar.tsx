import { useSystem } from '#renderer/platform/system-store.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import type { FacetId } from './filter.ts';
import { useInbox } from './inbox-store.ts';

/** The filters of one click, with how many there are of each. */
export function FacetBar() {
  const counts = useSystem((system) => system.counts);
  const { facet, setFacet } = useInbox();
  const facets: { id: FacetId; label: string; count: number | undefined }[] = [
    { id: 'all', label: 'All', count: undefined },
    { id: 'in', label: 'In', count: counts?.in },
    { id: 'out', label: 'Out', count: counts?.out },
    { id: 'failed', label: 'Failed', count: counts?.failedVerdicts },
    { id: 'rejected', label: 'Rejected', count: counts?.rejected },
    { id: 'dead', label: 'Dead letter', count: counts?.deadLetters },
  ];
  return (
    <fieldset className="flex shrink-0 gap-1 overflow-x-auto border-b px-3 py-2 [scrollbar-width:none]">
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
  );
}
