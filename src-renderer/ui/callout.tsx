import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Tone, toneText, toneVar } from './tone.ts';

/** A sentence that matters, with what it means below it. */
export function Callout({
  tone,
  icon: Icon,
  title,
  children,
}: {
  tone: Tone;
  icon?: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div
      className="flex gap-2.5 rounded-lg border px-3.5 py-3"
      style={{
        borderColor: `color-mix(in oklab, ${toneVar[tone]} 45%, var(--line))`,
        background: `color-mix(in oklab, ${toneVar[tone]} 7%, var(--panel))`,
      }}
    >
      {Icon && <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${toneText[tone]}`} />}
      <div className="min-w-0 flex-1">
        <div className="text-lg font-semibold text-balance">{title}</div>
        {children && <div className="mt-1 text-soft">{children}</div>}
      </div>
    </div>
  );
}
