import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '#renderer/ui/cx.ts';
import { type Tone, toneText } from '#renderer/ui/tone.ts';

/** A state: always an icon and a word, never colour alone. */
export function StateTag({
  icon: Icon,
  word,
  tone,
  className,
}: {
  icon: LucideIcon;
  word: string;
  tone: Tone;
  className?: string;
}) {
  return (
    <span
      className={cx('inline-flex items-center gap-1 text-xs whitespace-nowrap', toneText[tone], className)}
    >
      <Icon size={14} aria-hidden className="shrink-0" />
      {word}
    </span>
  );
}

/** A quiet mark, such as a version or a kind. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex items-center rounded-sm border border-line bg-raised px-1.5 text-xs leading-[18px] whitespace-nowrap',
        toneText[tone],
      )}
    >
      {children}
    </span>
  );
}
