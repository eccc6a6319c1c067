/**
 * Browsers clip an element's height at 33,554,400 px (Chromium) or less, so a list of more rows than fit that scrolls a
 * shorter element whose positions are scaled. Without need there is no scaling and scrolling is native.
 */
export const maxScrollPx = 30_000_000;

export interface ScrollScale {
  /** Height of the scrolled element. */
  physicalPx: number;
  /** Height of all rows. */
  virtualPx: number;
  /** Virtual px a physical px. */
  factor: number;
}

export function scrollScale(
  count: number,
  rowPx: number,
  viewportPx: number,
  limitPx = maxScrollPx,
): ScrollScale {
  const virtualPx = count * rowPx;
  if (virtualPx <= limitPx) return { physicalPx: virtualPx, virtualPx, factor: 1 };
  const factor = (virtualPx - viewportPx) / Math.max(1, limitPx - viewportPx);
  return { physicalPx: limitPx, virtualPx, factor };
}

/** The rows to draw: those that are seen and `overscan` beyond. */
export function rowWindow(
  virtualTop: number,
  viewportPx: number,
  rowPx: number,
  count: number,
  overscan: number,
): { first: number; last: number } {
  const first = Math.max(0, Math.floor(virtualTop / rowPx) - overscan);
  const last = Math.min(count - 1, Math.ceil((virtualTop + viewportPx) / rowPx) + overscan);
  return { first, last };
}
