import { ArrowDown, ArrowUp, Copy, Ellipsis, Pencil, Play, Trash2 } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { HeldAttempt } from '#core/contract/queue.ts';
import { useProviderName } from '#renderer/platform/directory-store.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { cx } from '#renderer/ui/cx.ts';
import { formatExactTime, formatRowTime } from '#renderer/ui/format.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { LetterBadge } from '#renderer/ui/letter-badge.tsx';
import { Menu } from '#renderer/ui/menu.tsx';
import { Badge } from '#renderer/webhook/state-tag.tsx';
import { rowTitle } from '../list/delivery-row.tsx';
import type { HeldActions } from './held-actions.ts';

export const heldRowId = (attemptId: string): string => `held-${attemptId}`;

export interface HeldRowProps {
  row: HeldAttempt;
  /** Its place among those of its endpoint, from 1, and how many those are. */
  place: number;
  places: number;
  current: boolean;
  chosen: boolean;
  onSelect(): void;
  onChoose(chosen: boolean): void;
  /** Goes to the row above or below. */
  onStep(by: -1 | 1): void;
  onEdit(): void;
  onDrop(): void;
  actions: HeldActions;
}

/** One held attempt: what it is, where it would go, and what can be done with it. */
export function HeldRow(props: HeldRowProps) {
  const { row, place, places, current, chosen, actions } = props;
  const times = useSettings((settings) => settings.times);
  const providerName = useProviderName(row.delivery.provider);
  const ids = [row.attemptId];
  const title = rowTitle(row.delivery);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (by === null) return;
    event.preventDefault();
    if (event.altKey) actions.move(ids, by);
    else props.onStep(by);
  };
  return (
    <li
      className={cx(
        'grid grid-cols-[auto_minmax(0,1fr)_auto] items-center border-b border-line/60 pr-2 pl-3',
        current ? 'bg-accent-bg shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-raised',
      )}
    >
      <input
        type="checkbox"
        aria-label={`Choose ${place}, ${title}`}
        checked={chosen}
        onChange={(event) => props.onChoose(event.target.checked)}
        className="size-3.5 accent-(--accent)"
      />
      <button
        type="button"
        id={heldRowId(row.attemptId)}
        aria-current={current || undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={props.onSelect}
        onKeyDown={onKeyDown}
        className="grid min-w-0 gap-0.5 px-2.5 py-1.5 text-left outline-offset-[-2px]"
      >
        <span className="flex min-w-0 items-center gap-2">
          <span className="wire text-faint">{place}</span>
          <LetterBadge id={row.delivery.provider} name={providerName} />
          <span className="truncate">{title}</span>
          {row.edited && <Badge tone="warn">edited</Badge>}
          <span className="wire ml-auto text-faint" title={formatExactTime(row.heldAt, times)}>
            {formatRowTime(row.heldAt, new Date(), times)}
          </span>
        </span>
        <span className="wire truncate text-xs text-soft" title={row.url}>
          {row.url}
        </span>
      </button>
      <span className="flex">
        <IconButton
          icon={ArrowUp}
          label="Move up"
          keys="Alt ↑"
          disabled={place === 1}
          onClick={() => actions.move(ids, -1)}
        />
        <IconButton
          icon={ArrowDown}
          label="Move down"
          keys="Alt ↓"
          disabled={place === places}
          onClick={() => actions.move(ids, 1)}
        />
        <IconButton icon={Play} label="Release" onClick={() => actions.release(ids)} />
        <Menu
          trigger={<IconButton icon={Ellipsis} label="More" />}
          items={[
            { label: 'Edit…', icon: Pencil, onSelect: props.onEdit },
            { label: 'Duplicate', icon: Copy, onSelect: () => actions.duplicate(ids) },
            'separator',
            { label: 'Drop…', icon: Trash2, danger: true, onSelect: props.onDrop },
          ]}
        />
      </span>
    </li>
  );
}
