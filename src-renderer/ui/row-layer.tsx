import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import type { RowWindow } from './use-row-window.ts';

/**
 * Holds the rows that are seen, in the place where they belong. Far down, where a float of 32 bits can't tell one pixel from
 * the next and text would be drawn askew, the layer stays with the viewport and its rows move within it.
 */
export function RowLayer({
  view,
  className,
  children,
}: {
  view: RowWindow;
  className?: string;
  children: ReactNode;
}) {
  if (!view.far) {
    return (
      <div role="presentation" className={cx('absolute', className)} style={{ top: view.topPx }}>
        {children}
      </div>
    );
  }
  return (
    <div role="presentation" className={cx('sticky top-0 h-0', className)}>
      <div role="presentation" className="absolute w-full" style={{ top: view.fromViewportPx }}>
        {children}
      </div>
    </div>
  );
}
