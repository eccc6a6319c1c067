import { ChevronDown, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
  indentOf,
  type JsonLine,
  type JsonTable,
  jsonLine,
  placeOfLine,
  unfoldedLines,
} from '#core/json/lines.ts';
import { plural } from '../format.ts';
import type { MenuItem } from '../menu.tsx';
import { LineWindow } from './line-window.tsx';

const kindLooks: Record<JsonLine['kind'], string> = {
  string: 'text-json-string',
  number: 'text-json-number',
  word: 'text-json-word',
  open: 'text-soft',
  close: 'text-soft',
  empty: 'text-soft',
};

/** Longer values are cut on the screen; copying takes all. */
const shownCharacters = 4000;
const cut = (value: string): string =>
  value.length <= shownCharacters
    ? value
    : `${value.slice(0, shownCharacters)}… (${plural(value.length, 'character')})`;

/** A value of a JSON text: the names and places that lead there, and how it is written (null: it holds others). */
export interface JsonPlace {
  place: readonly (string | number)[];
  value: string | null;
}

export interface JsonViewProps {
  text: string;
  table: JsonTable;
  label: string;
  /** What can be done with a value. */
  actionsFor?(place: JsonPlace): readonly MenuItem[];
}

/** JSON in lines that fold; keys and values as they were on the wire. */
export function JsonView({ text, table, label, actionsFor }: JsonViewProps) {
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const seen = useMemo(() => unfoldedLines(table, folded), [table, folded]);
  const toggle = (index: number) =>
    setFolded((old) => {
      const next = new Set(old);
      if (!next.delete(index)) next.add(index);
      return next;
    });
  const digits = String(table.count).length;
  const itemsAt = (target: Element): readonly MenuItem[] => {
    const row = Number(target.closest('[data-row]')?.getAttribute('data-row') ?? Number.NaN);
    if (Number.isNaN(row) || !actionsFor) return [];
    const index = seen?.[row] ?? row;
    const { kind, value } = jsonLine(text, table, index);
    if (kind === 'close') return [];
    const isScalar = kind === 'string' || kind === 'number' || kind === 'word';
    return actionsFor({ place: placeOfLine(text, table, index), value: isScalar ? value : null });
  };
  return (
    <LineWindow
      itemsAt={itemsAt}
      label={label}
      count={seen?.length ?? table.count}
      className="py-2"
      renderLine={(row) => {
        const index = seen?.[row] ?? row;
        const line = jsonLine(text, table, index);
        const isFolded = folded.has(index);
        const closing = isFolded ? jsonLine(text, table, line.closeAt) : undefined;
        return (
          <>
            <span
              aria-hidden
              className="mr-1 inline-block pl-3 text-right text-faint select-none"
              style={{ width: `calc(${digits}ch + 12px)` }}
            >
              {index + 1}
            </span>
            <span className="inline-block w-5 text-center align-top select-none">
              {line.kind === 'open' && (
                <button
                  type="button"
                  aria-expanded={!isFolded}
                  aria-label={`Fold line ${index + 1}`}
                  onClick={() => toggle(index)}
                  className="inline-grid size-[18px] place-items-center rounded-sm text-faint hover:text-text"
                >
                  {isFolded ? <ChevronRight size={12} aria-hidden /> : <ChevronDown size={12} aria-hidden />}
                </button>
              )}
            </span>
            {indentOf(line.depth)}
            {line.key !== null && (
              <>
                <span className="text-json-key">{cut(line.key)}</span>
                <span className="text-soft">: </span>
              </>
            )}
            <span className={kindLooks[line.kind]}>{cut(line.value)}</span>
            {isFolded && (
              <button type="button" onClick={() => toggle(index)} className="text-faint hover:text-text">
                {` ${plural(line.entries, 'entry', 'entries')} `}
              </button>
            )}
            {closing && <span className="text-soft">{closing.value}</span>}
            {(closing ?? line).comma && <span className="text-soft">,</span>}
          </>
        );
      }}
    />
  );
}
