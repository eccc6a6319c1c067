import { useState } from 'react';
import { familyNames } from '#core/mutation/report/words.ts';
import type { GauntletCard, RunFamily } from '#core/mutation/run.ts';
import { RunFamily as Families } from '#core/mutation/run.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { Badge } from '#renderer/webhook/state-tag.tsx';
import { CaseDialog } from './case-dialog.tsx';
import type { GauntletDraft } from './gauntlet-store.ts';
import { expectationWords } from './words.ts';

/** The deck as cards: what each is for and what it stands for; those that are ticked are played. */
export function Deck({
  draft,
  change,
  cards,
}: {
  draft: GauntletDraft;
  change(part: Partial<GauntletDraft>): void;
  cards: readonly GauntletCard[] | null;
}) {
  const [family, setFamily] = useState<RunFamily | null>(null);
  const [opened, setOpened] = useState<GauntletCard | null>(null);
  if (!cards) return <Skeleton className="m-4 w-40" />;
  const shown = family === null ? cards : cards.filter((card) => card.family === family);
  const leftOut = new Set(draft.leftOut);
  const toggle = (ids: readonly string[], isOn: boolean) =>
    change({
      leftOut: isOn
        ? draft.leftOut.filter((id) => !ids.includes(id))
        : [...new Set([...draft.leftOut, ...ids])],
    });
  const ids = shown.map(({ id }) => id);
  const allOn = ids.every((id) => !leftOut.has(id));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-1.5 border-b px-4 py-2">
        <Chip label="All" count={cards.length} pressed={family === null} onClick={() => setFamily(null)} />
        {Families.options.map((id) => (
          <Chip
            key={id}
            label={familyNames[id]}
            count={cards.filter((card) => card.family === id).length}
            pressed={family === id}
            onClick={() => setFamily(id)}
          />
        ))}
        <Button className="ml-auto" onClick={() => toggle(ids, !allOn)}>
          {allOn ? 'Leave these out' : 'Add these to the run'}
        </Button>
      </div>
      <ul
        aria-label="Cases"
        className="grid min-h-0 flex-1 grid-cols-[repeat(auto-fill,minmax(280px,1fr))] content-start gap-2 overflow-y-auto p-4"
      >
        {shown.map((card) => (
          <Card
            key={card.id}
            card={card}
            isOn={!leftOut.has(card.id)}
            onToggle={(isOn) => toggle([card.id], isOn)}
            onOpen={() => setOpened(card)}
          />
        ))}
      </ul>
      {opened && <CaseDialog card={opened} draft={draft} onClose={() => setOpened(null)} />}
    </div>
  );
}

function Card({
  card,
  isOn,
  onToggle,
  onOpen,
}: {
  card: GauntletCard;
  isOn: boolean;
  onToggle(isOn: boolean): void;
  onOpen(): void;
}) {
  const { title, purpose, incident, expect, family } = card;
  return (
    <li
      className={cx(
        'grid min-w-0 content-start gap-1.5 rounded-lg border border-line bg-panel p-3 [contain-intrinsic-size:auto_150px] [content-visibility:auto]',
        !isOn && 'opacity-60',
      )}
    >
      <div className="flex min-w-0 items-start gap-2">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ target }) => onToggle(target.checked)}
          aria-label={`Play: ${title}`}
          className="mt-1 size-3.5 shrink-0 accent-(--accent)"
        />
        <button
          type="button"
          onClick={onOpen}
          className="min-w-0 flex-1 text-left font-semibold break-words hover:text-accent"
        >
          {title}
        </button>
        <Badge>{familyNames[family].toLowerCase()}</Badge>
      </div>
      <p className="text-xs text-pretty">{purpose}</p>
      <p className="text-xs text-soft text-pretty">{incident}</p>
      <p className="text-xs text-faint">{expectationWords[expect]}</p>
    </li>
  );
}
