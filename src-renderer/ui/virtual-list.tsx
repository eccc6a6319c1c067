import { type KeyboardEventHandler, type ReactNode, type Ref, useEffect, useImperativeHandle } from 'react';
import { RowLayer } from './row-layer.tsx';
import { useRowWindow } from './use-row-window.ts';

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

/**
 * A listbox of rows of one height, of any length: only what is seen is in the document. Written here because libraries
 * that window keep an object for each row and do not scale beyond the browser's greatest height.
 */
export function VirtualList(props: VirtualListProps) {
  const { label, id, count, rowPx, renderRow, active, onRange, onAtTop, onKeyDown, handle, className } =
    props;
  const view = useRowWindow(count, rowPx);
  const { first, last, atTop } = view;

  useEffect(() => onRange?.(first, last), [onRange, first, last]);
  useEffect(() => onAtTop?.(atTop), [onAtTop, atTop]);
  useImperativeHandle(handle, () => ({
    reveal: view.reveal,
    scrollToTop: view.scrollToTop,
    focus: () => view.scroller.current?.focus({ preventScroll: true }),
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
        // The list keeps the focus: arrow keys belong to it, not to a row.
        onMouseDown={(event) => {
          event.preventDefault();
          view.scroller.current?.focus({ preventScroll: true });
        }}
        className="outline-none"
        style={{ height: rowPx }}
      >
        {renderRow(index)}
      </div>,
    );
  }

  return (
    <div
      ref={view.scroller}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={active >= first && active <= last ? `${id}-${active}` : undefined}
      onScroll={view.onScroll}
      onKeyDown={onKeyDown}
      className={className}
      style={{ overflowY: 'auto', overflowAnchor: 'none', position: 'relative', contain: 'strict' }}
    >
      <div role="presentation" style={{ height: view.physicalPx, position: 'relative' }}>
        <RowLayer view={view} className="inset-x-0">
          {rows}
        </RowLayer>
      </div>
    </div>
  );
}
