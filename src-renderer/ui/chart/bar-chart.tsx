import { useState } from 'react';
import { cx } from '../cx.ts';
import { type Tone, toneVar } from '../tone.ts';
import type { BarMark } from './marks.ts';

export interface Bar {
  /** Under the bar where there is room, and in its words. */
  label: string;
  /** One value a series. */
  values: readonly number[];
}

export interface BarChartProps {
  /** Names the chart for screen readers. */
  label: string;
  bars: readonly Bar[];
  series: readonly { name: string; tone: Tone }[];
  showValue(value: number): string;
  heightPx?: number;
  marks?: readonly BarMark[];
  /** What the axis counts, and how: under it. */
  axis?: string;
}

/** Labels closer than this run into each other. */
const leastLabelPx = 96;
const plotWidth = 640;

/** Bars side by side, one colour a series. Each can be pointed at or walked to with the arrow keys; all are in a table as well. */
export function BarChart({
  label,
  bars,
  series,
  showValue,
  heightPx = 120,
  marks = [],
  axis,
}: BarChartProps) {
  const [active, setActive] = useState<number | null>(null);
  const most = Math.max(1e-9, ...bars.flatMap((bar) => bar.values));
  const slot = plotWidth / Math.max(1, bars.length);
  const everyLabel = Math.max(1, Math.ceil(leastLabelPx / slot));
  const shown = active === null ? null : bars[active];
  const move = (step: number) =>
    setActive((old) => Math.min(bars.length - 1, Math.max(0, (old ?? -1) + step)));
  return (
    <figure className="m-0 grid min-w-0 gap-1">
      <div className="h-4 truncate text-xs text-soft tabular-nums" aria-live="polite">
        {shown &&
          `${shown.label}: ${series.map(({ name }, at) => `${series.length > 1 ? `${name} ` : ''}${showValue(shown.values[at] ?? 0)}`).join(', ')}`}
      </div>
      {marks.length > 0 && <Marks marks={marks} heightPx={heightPx} />}
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${plotWidth} ${heightPx}`}
        preserveAspectRatio="none"
        className="w-full rounded-sm"
        style={{ height: heightPx }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') move(1);
          else if (event.key === 'ArrowLeft') move(-1);
        }}
        onPointerLeave={() => setActive(null)}
        onBlur={() => setActive(null)}
      >
        <line x1={0} x2={plotWidth} y1={heightPx - 0.5} y2={heightPx - 0.5} stroke="var(--line)" />
        {bars.map((bar, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other identity than their place
          <g key={index} onPointerEnter={() => setActive(index)}>
            <rect
              x={index * slot}
              y={0}
              width={slot}
              height={heightPx}
              fill={active === index ? 'var(--raised)' : 'transparent'}
            />
            {bar.values.map((value, at) => {
              const width = Math.max(0.5, (slot * 0.8) / bar.values.length);
              const height = value === 0 ? 0 : Math.max(1, (value / most) * (heightPx - 4));
              return (
                <rect
                  key={series[at]?.name ?? at}
                  x={index * slot + slot * 0.1 + at * width}
                  y={heightPx - height - 1}
                  width={width}
                  height={height}
                  fill={toneVar[series[at]?.tone ?? 'accent']}
                />
              );
            })}
          </g>
        ))}
      </svg>
      <div className="relative h-4 text-xs text-faint tabular-nums" aria-hidden>
        {bars.map((bar, index) =>
          index % everyLabel === 0 ? (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other identity than their place
              key={index}
              className={cx('absolute whitespace-nowrap', bars.length <= 12 && '-translate-x-1/2')}
              style={{ left: `${((index + (bars.length <= 12 ? 0.5 : 0.1)) / bars.length) * 100}%` }}
            >
              {bar.label}
            </span>
          ) : null,
        )}
      </div>
      {axis && <p className="text-xs text-faint">{axis}</p>}
      {marks.length > 0 && (
        <p className="sr-only">{marks.map((mark) => `${mark.label} ${mark.detail}`).join(', ')}</p>
      )}
      <table className="sr-only">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">At</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.label}>
              <th scope="row">{bar.label}</th>
              {series.map(({ name }, at) => (
                <td key={name}>{showValue(bar.values[at] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** Nearer than this share of the width two marks are written in one. */
const leastApart = 0.13;

/** Lines over the bars, each with its words above; what is too near another shares its words. */
function Marks({ marks, heightPx }: { marks: readonly BarMark[]; heightPx: number }) {
  const groups: { at: number; marks: BarMark[] }[] = [];
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    const last = groups.at(-1);
    if (last && mark.at - last.at < leastApart) last.marks.push(mark);
    else groups.push({ at: mark.at, marks: [mark] });
  }
  return (
    <div aria-hidden className="relative h-8 text-xs text-soft tabular-nums">
      {marks.map(({ at, label }) => (
        <span
          key={label}
          data-mark-at={at}
          className="pointer-events-none absolute top-8 border-l border-dashed border-text"
          style={{ left: `${at * 100}%`, height: heightPx }}
        />
      ))}
      {groups.map((group) => {
        const [first] = group.marks;
        const last = group.marks.at(-1);
        if (!first || !last) return null;
        const isOne = first === last;
        return (
          <span
            key={first.label}
            className="absolute whitespace-nowrap"
            style={
              group.at > 0.8
                ? { right: `${(1 - last.at) * 100}%`, textAlign: 'right' }
                : { left: `${group.at * 100}%` }
            }
          >
            <span className="block font-semibold">
              {isOne ? first.label : `${first.label} … ${last.label}`}
            </span>
            <span className="block text-faint">
              {first.detail === last.detail ? first.detail : `${first.detail} … ${last.detail}`}
            </span>
          </span>
        );
      })}
    </div>
  );
}
