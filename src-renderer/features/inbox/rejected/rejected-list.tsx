import { Ban, ShieldCheck } from 'lucide-react';
import { type Ref, useEffect } from 'react';
import type { RejectedRequest } from '#core/delivery/delivery.ts';
import { useEndpointName, useProviderName } from '#renderer/platform/directory-store.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { cx } from '#renderer/ui/cx.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatExactTime, formatRowTime } from '#renderer/ui/format.ts';
import { LetterBadge } from '#renderer/ui/letter-badge.tsx';
import type { VirtualListHandle } from '#renderer/ui/virtual-list.tsx';
import { StateTag } from '#renderer/webhook/state-tag.tsx';
import { useInbox } from '../inbox-store.ts';
import { LiveList } from '../list/live-list.tsx';
import { rejectionWords } from './rejection-words.ts';
import type { RejectedPages } from './use-rejected-feed.ts';

/** What was rejected, and why: the answer to "why does nothing arrive?". */
export function RejectedList({ pages, handle }: { pages: RejectedPages; handle: Ref<VirtualListHandle> }) {
  const { selectedId, select } = useInbox();
  useEffect(() => {
    const first = pages.row(0);
    if (selectedId === null && first) select(first.rejectedId);
  });
  if (pages.loaded && pages.count === 0) {
    return (
      <EmptyState icon={ShieldCheck} title="Nothing was rejected">
        Requests to an unknown endpoint, with a wrong signature or too large a body appear here with their
        reason.
      </EmptyState>
    );
  }
  return (
    <LiveList
      id="rejected-list"
      label="Rejected requests, newest first"
      pages={pages}
      handle={handle}
      renderRow={(row, isSelected) =>
        row && <RejectedRow row={row} selected={isSelected} onSelect={select} />
      }
    />
  );
}

interface RejectedRowProps {
  row: RejectedRequest;
  selected: boolean;
  onSelect(rejectedId: string): void;
}

function RejectedRow({ row, selected, onSelect }: RejectedRowProps) {
  const times = useSettings((settings) => settings.times);
  const endpointName = useEndpointName(row.webhookId);
  const providerName = useProviderName(row.provider);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list that holds it moves by keys
    // biome-ignore lint/a11y/noStaticElementInteractions: the list's option is the interactive element
    <div
      onClick={() => onSelect(row.rejectedId)}
      className={cx(
        'grid h-9 grid-cols-[58px_minmax(0,1fr)_auto_30px] items-center gap-2 border-b border-line/60 px-3',
        selected ? 'bg-accent-bg shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-raised',
      )}
    >
      <span className="wire text-faint" title={formatExactTime(row.receivedAt, times)}>
        {formatRowTime(row.receivedAt, new Date(), times)}
      </span>
      <span className="flex min-w-0 items-center gap-2" title={`${row.method} ${row.target}`}>
        {endpointName && row.provider ? (
          <>
            <LetterBadge id={row.provider} name={providerName} />
            <span className="truncate">{endpointName}</span>
          </>
        ) : (
          <span className="wire truncate">
            {row.method} {row.target}
          </span>
        )}
      </span>
      <StateTag icon={Ban} word={rejectionWords[row.reason]} tone="bad" />
      <span className="wire text-right text-soft">{row.status ?? '–'}</span>
    </div>
  );
}
