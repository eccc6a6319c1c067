import { cx } from './cx.ts';

/** Stands where something is on its way. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={cx('block h-3 rounded-sm bg-line/70', className)} />
);
