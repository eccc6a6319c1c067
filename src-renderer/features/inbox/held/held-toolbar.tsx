import { ArrowDown, ArrowUp, Copy, Play, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { HeldActions } from './held-actions.ts';

export interface HeldToolbarProps {
  /** How many are shown, and whether there are more. */
  count: number;
  more: boolean;
  chosen: string[];
  onChooseAll(chosen: boolean): void;
  onDrop(attemptIds: string[]): void;
  actions: HeldActions;
}

/** What can be done with all that is held, or with those that are chosen. */
export function HeldToolbar({ count, more, chosen, onChooseAll, onDrop, actions }: HeldToolbarProps) {
  const all = useRef<HTMLInputElement>(null);
  const some = chosen.length > 0;
  const partly = some && chosen.length < count;
  useEffect(() => {
    if (all.current) all.current.indeterminate = partly;
  }, [partly]);
  return (
    <div
      role="toolbar"
      aria-label="Held deliveries"
      className="flex min-h-[38px] shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b px-3 py-1.5"
    >
      <label className="mr-auto flex items-center gap-2.5 text-xs text-soft tabular-nums">
        <input
          ref={all}
          type="checkbox"
          aria-label="Choose all"
          checked={some && !partly}
          onChange={(event) => onChooseAll(event.target.checked)}
          className="size-3.5 accent-(--accent)"
        />
        {some ? `${formatCount(chosen.length)} chosen` : `${formatCount(count)}${more ? '+' : ''} held`}
      </label>
      {some ? (
        <>
          <IconButton icon={ArrowUp} label="Move the chosen up" onClick={() => actions.move(chosen, -1)} />
          <IconButton icon={ArrowDown} label="Move the chosen down" onClick={() => actions.move(chosen, 1)} />
          <IconButton icon={Copy} label="Duplicate the chosen" onClick={() => actions.duplicate(chosen)} />
          <Button icon={Trash2} variant="danger" onClick={() => onDrop(chosen)}>
            Drop…
          </Button>
          <Button icon={Play} variant="primary" onClick={() => actions.release(chosen)}>
            Release {formatCount(chosen.length)}
          </Button>
        </>
      ) : (
        <Button icon={Play} variant="primary" onClick={() => actions.releaseAll()}>
          Release all
        </Button>
      )}
    </div>
  );
}
