import {
  type KeyboardEventHandler,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { rowWindow, scrollScale } from './scroll-scale.ts';

export interface VirtualListHandle {
  /** Scrolls as little as needed to show the row. */
  reveal(index: number): void;
  scrollToTop(): void;
  focus(): void;
}

export interface VirtualListProps {
  /** Names the list for screen readers. */
  label: string;
  id: string;
  count: number;
  /** All rows have this height. */
  rowPx: number;
  renderRow(index: number): ReactNode;
  /** The row that has the focus inside the list; -1 for none. */
  active: number;
  onRange?(first: number, last: number): void;
  /** Told when the list comes to, or leaves, its first row. */
  onAtTop?(atTop: boolean): void;
  onKeyDown?: KeyboardEventHandler;
  handle?: Ref<VirtualListHandle>;
  className?: string;
}

const overscanRows = 6;

/**
 * A list of rows of one height, of any length: only what is seen is in the document, and millions of rows stay
 * reachable (see scroll-scale). Written here because libraries that window keep an object per row and do not scale.
 */
export function VirtualList(props: VirtualListProps) {
  const { label, id, count, rowPx, renderRow, active, onRange, onAtTop, onKeyDown, handle, className } =
    props;
  const scroller = useRef<HTMLDivElement>(null);
  const [viewportPx, setViewportPx] = useState(0);
  const [scrollTop, setScrollTop] = useState(0);
  const scale = scrollScale(count, rowPx, viewportPx);
  const physicalTop = Math.min(scrollTop, Math.max(0, scale.physicalPx - viewportPx));
  const virtualTop = physicalTop * scale.factor;
  const { first, last } = rowWindow(virtualTop, viewportPx, rowPx, count, overscanRows);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setViewportPx(element.clientHeight));
    observer.observe(element);
    setViewportPx(element.clientHeight);
    return () => observer.disconnect();
  }, []);

  useEffect(() => onRange?.(first, last), [onRange, first, last]);

  const atTop = physicalTop <= 0;
  useEffect(() => onAtTop?.(atTop), [onAtTop, atTop]);

  const onScroll = useCallback(() => {
    if (scroller.current) setScrollTop(scroller.current.scrollTop);
  }, []);

  useImperativeHandle(handle, () => ({
    reveal(index) {
      const element = scroller.current;
      if (!element) return;
      const top = element.scrollTop * scale.factor;
      const rowTop = index * rowPx;
      if (rowTop < top) element.scrollTop = rowTop / scale.factor;
      else if (rowTop + rowPx > top + viewportPx)
        element.scrollTop = (rowTop + rowPx - viewportPx) / scale.factor;
    },
    scrollToTop() {
      if (scroller.current) scroller.current.scrollTop = 0;
    },
    focus: () => scroller.current?.focus({ preventScroll: true }),
  }));

  const rows: ReactNode[] = [];
  for (let index = first; index <= last; index++) {
    rows.push(
      <div
        key={index}
        id={`${id}-${index}`}
        role="option"
        tabIndex={-1}
        aria-selected={index === active}
        aria-setsize={count}
        aria-posinset={index + 1}
        style={{
          position: 'absolute',
          insetInline: 0,
          height: rowPx,
          transform: `translateY(${index * rowPx - virtualTop + physicalTop}px)`,
        }}
      >
        {renderRow(index)}
      </div>,
    );
  }

  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={active >= first && active <= last ? `${id}-${active}` : undefined}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      className={className}
      style={{ overflowY: 'auto', overflowAnchor: 'none', position: 'relative', contain: 'strict' }}
    >
      <div style={{ height: scale.physicalPx, position: 'relative' }}>{rows}</div>
    </div>
  );
}
