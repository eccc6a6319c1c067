import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface ChipProps {
  label: string;
  /** A live figure after the label. */
  count?: number;
  pressed: boolean;
  onClick(): void;
  icon?: ReactNode;
}

/** A filter that is on or off. */
export function Chip({ label, count, pressed, onClick, icon }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className={cx(
        'inline-flex h-[22px] shrink-0 items-center gap-1 rounded-full border px-2 text-xs whitespace-nowrap tabular-nums transition-colors',
        pressed
          ? 'border-transparent bg-accent-bg font-semibold text-accent'
          : 'border-line text-soft hover:border-line-strong hover:text-text',
      )}
    >
      {icon}
      {label}
      {count !== undefined && <span className="font-normal">{count.toLocaleString('en-US')}</span>}
    </button>
  );
}
