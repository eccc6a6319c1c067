import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A titled part of a page. */
export function Section({
  title,
  aside,
  children,
  className,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={cx('grid min-w-0 gap-2', className)}>
      <div className="flex min-h-[16px] items-center justify-between gap-3">
        <h3 className="eyebrow">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
