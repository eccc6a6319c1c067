import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** Anything that was, or will be, on the wire. */
export const Mono = ({ children, className }: { children: ReactNode; className?: string }) => (
  <span className={cx('wire', className)}>{children}</span>
);
