import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A key, as it stands on the keyboard. */
export function Kbd({ children, onAccent = false }: { children: ReactNode; onAccent?: boolean }) {
  return (
    <kbd
      className={cx(
        'inline-block min-w-[18px] rounded-sm border px-1 text-center font-mono text-[11px] leading-4',
        onAccent ? 'border-transparent bg-on-accent/5 text-on-accent' : 'border-line bg-panel text-faint',
      )}
    >
      {children}
    </kbd>
  );
}
