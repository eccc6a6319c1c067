import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { rowWindow, scrollScale } from './scroll-scale.ts';

export interface RowWindow {
  /** For the element that scrolls; it needs `overflow: auto` and `position: relative`. */
  scroller: RefObject<HTMLDivElement | null>;
  onScroll(): void;
  /** Height of the element inside. */
  physicalPx: number;
  first: number;
  last: number;
  /** Where the first row stands inside that element; the others follow it. See RowLayer. */
  topPx: number;
  /** The same from the top of what is seen. */
  fromViewportPx: number;
  /** The list is so long that positions inside the element are no longer exact to the pixel. */
  far: boolean;
  atTop: boolean;
  /** Scrolls as little as needed to show the row. */
  reveal(index: number): void;
  scrollToTop(): void;
  /** The visible width, for what wraps by columns. */
  widthPx: number;
}

const overscanRows = 6;
/** A float of 32 bits is exact to a quarter of a pixel up to here. */
const exactPx = 4_194_304;

/** Which of many rows of one height are seen. Millions of rows stay reachable: see scroll-scale. */
export function useRowWindow(count: number, rowPx: number): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [scrollTop, setScrollTop] = useState(0);
  const { physicalPx, factor } = scrollScale(count, rowPx, size.height);
  const physicalTop = Math.min(scrollTop, Math.max(0, physicalPx - size.height));
  const virtualTop = physicalTop * factor;
  const { first, last } = rowWindow(virtualTop, size.height, rowPx, count, overscanRows);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  return {
    scroller,
    onScroll: useCallback(() => {
      if (scroller.current) setScrollTop(scroller.current.scrollTop);
    }, []),
    physicalPx,
    first,
    last,
    topPx: Math.round(first * rowPx - virtualTop + physicalTop),
    fromViewportPx: Math.round(first * rowPx - virtualTop),
    far: physicalPx > exactPx,
    atTop: physicalTop <= 0,
    reveal(index) {
      const element = scroller.current;
      if (!element) return;
      const top = element.scrollTop * factor;
      const rowTop = index * rowPx;
      if (rowTop < top) element.scrollTop = rowTop / factor;
      else if (rowTop + rowPx > top + size.height)
        element.scrollTop = (rowTop + rowPx - size.height) / factor;
    },
    scrollToTop() {
      if (scroller.current) scroller.current.scrollTop = 0;
    },
    widthPx: size.width,
  };
}
