import { useId } from 'react';
import { toneVar } from '#renderer/ui/tone.ts';
import type { PlacedItem } from './geometry.ts';
import type { BarPhase, TimelineBar } from './model.ts';

export const axisY = 36;
const barPx = 18;
const top = axisY - barPx / 2;

/** The tone of a bar colours its waiting; what came before has colours of its own, the same in every bar. */
function phaseFill(phase: BarPhase, bar: TimelineBar): string {
  switch (phase.name) {
    case 'DNS':
      return 'var(--held)';
    case 'connect':
      return 'var(--info)';
    case 'TLS':
      return 'var(--accent)';
    case 'send':
      return 'var(--line-strong)';
    case 'wait':
      return toneVar[bar.tone];
    case 'download':
      return `color-mix(in oklab, ${toneVar[bar.tone]} 55%, var(--panel))`;
  }
}

/** The outline of a bar: square at the left; at the right whole, torn (reset) or open (timeout). */
function barPath(x: number, width: number, end: TimelineBar['end']): string {
  const right = x + width;
  const bottom = top + barPx;
  if (end === 'broken') {
    return `M${x} ${top}H${right + 3}l-5 4.5 5 4.5 -5 4.5 5 4.5H${x}Z`;
  }
  return `M${x + 2} ${top}H${right - 2}a2 2 0 0 1 2 2V${bottom - 2}a2 2 0 0 1 -2 2H${x + 2}a2 2 0 0 1 -2 -2V${top + 2}a2 2 0 0 1 2 -2Z`;
}

function BarShape({ item }: { item: Extract<PlacedItem, { kind: 'bar' }> }) {
  const { bar, x, width, segments } = item;
  // Ids are the whole document's: the same bar may be drawn in two places of a page.
  const id = useId().replaceAll(/\W/g, '');
  const clip = `clip-${id}`;
  const fade = `fade-${id}`;
  const isOpen = bar.end === 'open' || bar.end === 'running';
  return (
    <g className={bar.end === 'running' ? 'animate-pulse' : undefined}>
      <clipPath id={clip}>
        <path d={barPath(x, width, bar.end)} />
      </clipPath>
      {isOpen && (
        <linearGradient id={fade}>
          <stop offset="0.35" stopColor={toneVar[bar.tone]} />
          <stop offset="1" stopColor={toneVar[bar.tone]} stopOpacity={0.08} />
        </linearGradient>
      )}
      <g clipPath={`url(#${clip})`}>
        <rect
          x={x}
          y={top}
          width={width + 6}
          height={barPx}
          fill={isOpen ? `url(#${fade})` : toneVar[bar.tone]}
          opacity={0.9}
        />
        {segments.map(({ phase, x: at, width: wide }) =>
          phase.name === 'wait' ? null : (
            <rect key={phase.name} x={at} y={top} width={wide} height={barPx} fill={phaseFill(phase, bar)} />
          ),
        )}
      </g>
      {isOpen && (
        <path
          d={`M${x + width - 4} ${top + 0.5}h-${Math.max(4, width * 0.5)}M${x + width - 4} ${top + barPx - 0.5}h-${Math.max(4, width * 0.5)}`}
          stroke={toneVar[bar.tone]}
          strokeDasharray="3 3"
        />
      )}
    </g>
  );
}

/** One item's drawing on the axis. */
export function ItemShape({ item, active }: { item: PlacedItem; active: boolean }) {
  const ring = active && (
    <rect
      x={item.x - 3.5}
      y={top - 3.5}
      width={Math.max(item.width, 10) + 7}
      height={barPx + 7}
      rx={5}
      fill="none"
      stroke="var(--line-strong)"
    />
  );
  switch (item.kind) {
    case 'bar':
      return (
        <>
          {ring}
          <BarShape item={item} />
        </>
      );
    case 'origin':
      return (
        <circle
          cx={item.x + 5}
          cy={axisY}
          r={5}
          fill={toneVar[item.moment.tone]}
          stroke="var(--bg)"
          strokeWidth={2}
        />
      );
    case 'next':
      return (
        <>
          {ring}
          <rect
            x={item.x + 0.5}
            y={top + 0.5}
            width={item.width}
            height={barPx - 1}
            rx={3}
            fill="var(--bg)"
            stroke="var(--accent)"
            strokeDasharray="3 3"
          />
        </>
      );
    case 'pause':
      return (
        <g fill={toneVar[item.moment.tone]}>
          <rect x={item.x} y={top - 1} width={14} height={barPx + 2} fill="var(--bg)" />
          <rect x={item.x + 2} y={top} width={3.5} height={barPx} rx={1} />
          <rect x={item.x + 8.5} y={top} width={3.5} height={barPx} rx={1} />
        </g>
      );
    case 'end':
      return <rect x={item.x} y={top} width={14} height={barPx} rx={2} fill={toneVar[item.moment.tone]} />;
  }
}
