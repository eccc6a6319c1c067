import { ChevronDown, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { plural } from '../format.ts';
import { type JsonLine, unfoldedLines } from './json-lines.ts';
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

/** JSON in lines that fold; keys and values as they were on the wire. */
export function JsonView({ lines, label }: { lines: readonly JsonLine[]; label: string }) {
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const seen = useMemo(() => unfoldedLines(lines, folded), [lines, folded]);
  const toggle = (index: number) =>
    setFolded((old) => {
      const next = new Set(old);
      if (!next.delete(index)) next.add(index);
      return next;
    });
  const digits = String(lines.length).length;
  return (
    <LineWindow
      label={label}
      count={seen.length}
      className="py-2"
      renderLine={(row) => {
        const index = seen[row] ?? 0;
        const line = lines[index];
        if (!line) return null;
        const isFolded = folded.has(index);
        const closing = isFolded ? lines[line.closeAt] : undefined;
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
            {'  '.repeat(line.depth)}
            {line.key !== null && (
              <>
                <span className="text-json-key">{line.key}</span>
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
