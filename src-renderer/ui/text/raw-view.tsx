import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { LineWindow } from './line-window.tsx';
import { rawRows } from './raw-rows.ts';
import { VisibleText } from './visible-text.tsx';

/** Width of a character of the wire font at 12 px. */
const characterPx = 7.2;

/** Text as it was received, wrapped to the pane; what can't be seen is drawn. */
export function RawView({ text, label }: { text: string; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [columns, setColumns] = useState(100);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setColumns(Math.max(20, Math.floor((element.clientWidth - 48) / characterPx)));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  const starts = useMemo(() => rawRows(text, columns), [text, columns]);
  return (
    <div ref={box} className="flex min-h-0 flex-1 flex-col">
      <LineWindow
        label={label}
        count={starts.length - 1}
        className="px-4 py-2"
        renderLine={(row) => <Row text={text.slice(starts[row], starts[row + 1])} />}
      />
    </div>
  );
}

/** A line feed is what one expects at the end of a line, so it is only hinted at. */
function Row({ text }: { text: string }) {
  if (!text.endsWith('\n')) return <VisibleText text={text} />;
  return (
    <>
      <VisibleText text={text.slice(0, -1)} />
      <span title="line feed (0A)" className="text-faint select-none">
        ↵
      </span>
    </>
  );
}
