import { ChevronDown, ChevronRight, ChevronUp, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { FixedAnswer } from '#core/delivery/answer.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Mono } from '#renderer/ui/mono.tsx';
import { FixedAnswerFields } from './fixed-answer-fields.tsx';

const inShort = ({ status, delayMs, body, headers }: FixedAnswer): string =>
  [
    String(status),
    delayMs > 0 && `after ${formatDuration(delayMs)}`,
    headers.length > 0 && `${headers.length} ${headers.length === 1 ? 'header' : 'headers'}`,
    body && `“${body.length > 40 ? `${body.slice(0, 40)}…` : body}”`,
  ]
    .filter(Boolean)
    .join(' · ');

/** One answer of several: its short form, opened to be edited, moved or removed. */
export function AnswerCard(props: {
  title: string;
  answer: FixedAnswer;
  onChange(answer: FixedAnswer): void;
  onMove?: (step: 1 | -1) => void;
  onRemove?: () => void;
  /** Above the answer's own fields, such as a rule's condition. */
  children?: ReactNode;
}) {
  const { title, answer, onChange, onMove, onRemove, children } = props;
  const [open, setOpen] = useState(false);
  const Mark = open ? ChevronDown : ChevronRight;
  return (
    <div className="rounded-md border bg-panel">
      <div className="flex items-center gap-1 pr-1.5">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-w-0 flex-1 items-center gap-2 px-2 py-1.5 text-left"
        >
          <Mark size={14} aria-hidden className="shrink-0 text-faint" />
          <span className="shrink-0 text-soft">{title}</span>
          <Mono className="truncate">{inShort(answer)}</Mono>
        </button>
        {onMove && (
          <>
            <IconButton icon={ChevronUp} label={`${title}: move up`} onClick={() => onMove(-1)} />
            <IconButton icon={ChevronDown} label={`${title}: move down`} onClick={() => onMove(1)} />
          </>
        )}
        {onRemove && <IconButton icon={X} label={`Remove ${title.toLowerCase()}`} onClick={onRemove} />}
      </div>
      {open && (
        <div className="grid gap-4 border-t p-3">
          {children}
          <FixedAnswerFields compact value={answer} onChange={onChange} />
        </div>
      )}
    </div>
  );
}

/** The list with the item at `index` moved by a step; as it was at the ends. */
export function moved<T>(list: readonly T[], index: number, step: 1 | -1): T[] {
  const target = index + step;
  if (target < 0 || target >= list.length) return [...list];
  const copy = [...list];
  copy.splice(target, 0, ...copy.splice(index, 1));
  return copy;
}
