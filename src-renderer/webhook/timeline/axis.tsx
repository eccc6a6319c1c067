import { type Tick, tickAnchor } from './ticks.ts';

export const axisPx = 26;

/** The time axis: a line, its ticks and their words. */
export function Axis({ ticks, y, widthPx }: { ticks: readonly Tick[]; y: number; widthPx: number }) {
  return (
    <g data-part="axis">
      <line x1={0} x2={widthPx} y1={y + 0.5} y2={y + 0.5} stroke="var(--line-strong)" />
      {ticks.map(({ ms, x, label }) => (
        <g key={ms} data-tick-ms={ms}>
          <line x1={x} x2={x} y1={0} y2={y} stroke="var(--line)" opacity={0.6} />
          <line x1={x} x2={x} y1={y} y2={y + 5} stroke="var(--line-strong)" />
          <text
            x={x}
            y={y + 17}
            textAnchor={tickAnchor(x, widthPx)}
            className="fill-(--faint) text-[11px] tabular-nums"
          >
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}
