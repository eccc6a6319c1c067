import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { formatDuration } from '#core/numbers/duration.ts';
import { cx } from '#renderer/ui/cx.ts';
import { toneText } from '#renderer/ui/tone.ts';
import { layoutTimeline, type PlacedItem, type TimelineScale } from './geometry.ts';
import { axisY, ItemShape } from './item-shape.tsx';
import type { TimelineModel } from './model.ts';

const heightPx = 96;

export interface TimelineProps {
  model: TimelineModel;
  scale: TimelineScale;
  /** Exact times, in the user's zone. */
  showTime(atMs: number): string;
  /** Words for a next attempt's time, such as a countdown. */
  showNext(atMs: number): string;
  onSelect?(id: string): void;
  selectedId?: string | null;
}

/** What is said of an item under it: the word in its colour, and the figures. */
function wordsOf(item: PlacedItem, showTime: (ms: number) => string, showNext: (ms: number) => string) {
  switch (item.kind) {
    case 'bar':
      return { label: item.bar.label, detail: item.bar.detail, tone: item.bar.tone };
    case 'next':
      return { label: showNext(item.next.atMs), detail: item.next.detail, tone: 'accent' as const };
    default:
      return {
        label: item.moment.label,
        detail: item.kind === 'origin' ? showTime(item.moment.atMs) : item.moment.detail,
        tone: item.moment.tone,
      };
  }
}

/** All figures of an item in a line, for hover, focus and screen readers. */
function figuresOf(item: PlacedItem, showTime: (ms: number) => string): string {
  if (item.kind === 'bar') {
    const { bar } = item;
    const phases = bar.phases
      .filter((phase) => phase.ms > 0)
      .map((phase) => `${phase.name} ${formatDuration(phase.ms)}`);
    return [
      `${bar.label}, ${bar.detail}`,
      showTime(bar.startMs),
      `${formatDuration(bar.durationMs)}${phases.length > 0 ? ` (${phases.join(', ')})` : ''}`,
    ].join(' · ');
  }
  if (item.kind === 'next') return `${item.next.label} · due ${showTime(item.next.atMs)}`;
  return [item.moment.label, item.moment.detail, showTime(item.moment.atMs)].filter(Boolean).join(' · ');
}

/** The picture of a delivery's life: when it came, each attempt with its phases, the waits between, what comes next. */
export function Timeline({ model, scale, showTime, showNext, onSelect, selectedId }: TimelineProps) {
  const box = useRef<HTMLDivElement>(null);
  const [widthPx, setWidthPx] = useState(600);
  const [pointedId, setPointedId] = useState<string | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidthPx(element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  const layout = useMemo(() => layoutTimeline(model, scale, widthPx), [model, scale, widthPx]);
  const pointed = layout.items.find(({ id }) => id === (pointedId ?? selectedId));
  return (
    <div className="grid min-w-0 gap-1">
      <div ref={box} className="overflow-x-auto overflow-y-hidden">
        <div className="relative" style={{ width: layout.widthPx, height: heightPx }}>
          <svg width={layout.widthPx} height={heightPx} className="absolute inset-0" aria-hidden>
            <title>Timeline</title>
            <line x1={0} x2={layout.widthPx} y1={axisY + 0.5} y2={axisY + 0.5} stroke="var(--line)" />
            {layout.items.map((item) => (
              <ItemShape key={item.id} item={item} active={item.id === pointed?.id} />
            ))}
          </svg>
          {layout.waits.map((wait) => (
            <span
              key={wait.x}
              aria-hidden
              className="absolute top-[10px] overflow-hidden text-center text-xs text-ellipsis whitespace-nowrap text-faint tabular-nums"
              style={{ left: wait.x + 2, width: Math.max(0, wait.width - 4) }}
            >
              {wait.width >= 44 ? formatDuration(wait.ms) : ''}
            </span>
          ))}
          {layout.items.map((item) => {
            const { label, detail, tone } = wordsOf(item, showTime, showNext);
            return (
              <button
                key={item.id}
                type="button"
                aria-label={figuresOf(item, showTime)}
                aria-pressed={item.kind === 'bar' ? item.id === selectedId : undefined}
                onMouseEnter={() => setPointedId(item.id)}
                onMouseLeave={() => setPointedId(null)}
                onFocus={() => setPointedId(item.id)}
                onBlur={() => setPointedId(null)}
                onClick={() => item.kind === 'bar' && onSelect?.(item.id)}
                className="absolute top-[22px] bottom-0 rounded-sm pt-[32px] text-left"
                style={{ left: item.x - 2, width: Math.max(item.width + 4, item.labelPx, 14) }}
              >
                {item.labelPx > 0 && (
                  <>
                    <span className={cx('block truncate pl-[2px] text-xs tabular-nums', toneText[tone])}>
                      {label}
                    </span>
                    <span className="block truncate pl-[2px] text-xs text-faint tabular-nums">{detail}</span>
                  </>
                )}
              </button>
            );
          })}
        </div>
      </div>
      <div aria-hidden className="min-h-[16px] truncate text-xs text-soft tabular-nums">
        {pointed ? figuresOf(pointed, showTime) : 'Point at a mark for its figures.'}
      </div>
    </div>
  );
}
