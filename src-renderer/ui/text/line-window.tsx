import type { ReactNode } from 'react';
import { ContextMenu } from '../context-menu.tsx';
import { cx } from '../cx.ts';
import type { MenuItem } from '../menu.tsx';
import { RowLayer } from '../row-layer.tsx';
import { useRowWindow } from '../use-row-window.ts';

export interface LineWindowProps {
  label: string;
  count: number;
  renderLine(index: number): ReactNode;
  onRange?(first: number, last: number): void;
  className?: string;
  /** What can be done with what lies under the pointer; the line's index is in its `data-row`. */
  itemsAt?(target: Element): readonly MenuItem[];
}

export const linePx = 18;
/** Up to here all lines are in the document, so that the browser can select and find across them. */
const wholeLines = 1500;

/** Lines of text, windowed when there are many. */
export function LineWindow({ label, count, renderLine, className, itemsAt }: LineWindowProps) {
  const whole = count <= wholeLines;
  const view = useRowWindow(count, linePx);
  const lines: ReactNode[] = [];
  const first = whole ? 0 : view.first;
  const last = whole ? count - 1 : view.last;
  for (let index = first; index <= last; index++) {
    lines.push(
      <div key={index} data-row={index} className="h-[18px] leading-[18px] whitespace-pre">
        {renderLine(index)}
      </div>,
    );
  }
  const section = (
    <section
      ref={view.scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={view.onScroll}
      className={cx(
        'wire relative min-h-0 flex-1 overflow-auto outline-offset-[-2px] select-text',
        className,
      )}
    >
      <div className="relative w-max min-w-full" style={whole ? undefined : { height: view.physicalPx }}>
        {whole ? (
          lines
        ) : (
          <RowLayer view={view} className="w-max min-w-full">
            {lines}
          </RowLayer>
        )}
      </div>
    </section>
  );
  return itemsAt ? <ContextMenu itemsAt={itemsAt}>{section}</ContextMenu> : section;
}
