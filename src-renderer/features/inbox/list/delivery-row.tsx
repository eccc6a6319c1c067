import { ArrowUpRight, GitCompareArrows, Pin } from 'lucide-react';
import { memo } from 'react';
import { formatDuration } from '#core/numbers/duration.ts';
import { useDirectory, useEndpointName, useProviderName } from '#renderer/platform/directory-store.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { cx } from '#renderer/ui/cx.ts';
import { formatExactTime, formatRowTime } from '#renderer/ui/format.ts';
import { LetterBadge } from '#renderer/ui/letter-badge.tsx';
import { StateTag } from '#renderer/webhook/state-tag.tsx';
import { hostOf } from '../detail/delivery-timeline.ts';
import { rowMark, statusTone } from './delivery-mark.ts';
import { Snippet } from './snippet.tsx';
import type { InboxRow } from './use-delivery-feed.ts';

/** What a row is called: its event type, else its content type, else its method and path. */
export const rowTitle = (row: InboxRow): string =>
  row.eventType ?? (row.direction === 'in' ? `${row.method} ${row.contentType ?? 'request'}` : row.method);

export interface DeliveryRowProps {
  row: InboxRow;
  selected: boolean;
  /** Chosen as the first of two to compare. */
  marked: boolean;
  /** The words that were searched for. */
  search: string;
  onSelect(deliveryId: string): void;
}

/** One line of the Inbox. */
export const DeliveryRow = memo(function DeliveryRow({
  row,
  selected,
  marked,
  search,
  onSelect,
}: DeliveryRowProps) {
  const times = useSettings((settings) => settings.times);
  const providerName = useProviderName(row.provider);
  const endpointName = useEndpointName(row.webhookId);
  const severalEndpoints = useDirectory((directory) => (directory.endpoints?.length ?? 0) > 1);
  const mark = rowMark(row);
  const name = severalEndpoints ? endpointName : null;
  const aside = row.direction === 'out' ? `to ${hostOf(row.target)}` : (name ?? row.providerDeliveryId);
  const icons = (
    <>
      {row.direction === 'out' && (
        <ArrowUpRight size={14} className="shrink-0 self-center text-info" role="img" aria-label="out" />
      )}
      {row.pinned && (
        <Pin size={12} className="shrink-0 self-center text-accent" role="img" aria-label="pinned" />
      )}
      {marked && (
        <GitCompareArrows
          size={12}
          className="shrink-0 self-center text-accent"
          role="img"
          aria-label="chosen to compare"
        />
      )}
    </>
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list that holds it moves by keys
    // biome-ignore lint/a11y/noStaticElementInteractions: the list's option is the interactive element
    <div
      onClick={() => onSelect(row.deliveryId)}
      className={cx(
        'grid h-9 grid-cols-[58px_18px_minmax(0,1fr)_auto_30px_54px] items-center gap-2 border-b border-line/60 px-3',
        selected ? 'bg-accent-bg shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-raised',
      )}
    >
      <span className="wire text-faint" title={formatExactTime(row.receivedAt, times)}>
        {formatRowTime(row.receivedAt, new Date(), times)}
      </span>
      <span title={providerName} className="grid">
        <LetterBadge id={row.provider} name={providerName} />
      </span>
      {row.snippet ? (
        <span className="flex min-w-0 items-baseline gap-1.5">
          {icons}
          <span className="max-w-[46%] shrink-0 truncate">{rowTitle(row)}</span>
          <Snippet text={row.snippet} search={search} />
        </span>
      ) : (
        // Wrapping hides the aside where it does not fit whole.
        <span className="flex h-[19px] min-w-0 flex-wrap items-baseline gap-x-1.5 overflow-hidden">
          <span className="flex max-w-full min-w-0 items-baseline gap-1.5">
            {icons}
            <span className="truncate">{rowTitle(row)}</span>
          </span>
          {aside && <span className="text-xs leading-[19px] whitespace-nowrap text-faint">{aside}</span>}
        </span>
      )}
      <StateTag {...mark} />
      <span className={cx('wire text-right', statusTone(row.status))}>{row.status ?? '–'}</span>
      <span className="wire text-right whitespace-nowrap text-faint">
        {row.durationMs === null ? '' : formatDuration(row.durationMs)}
      </span>
    </div>
  );
});
