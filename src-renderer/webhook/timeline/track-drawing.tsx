import { useId } from 'react';
import { toneVar } from '#renderer/ui/tone.ts';
import { barMiddle, type PlacedBar, type PlacedMark, type PlacedTrack, rows, trackPx } from './layout.ts';
import type { TimelineBar } from './model.ts';
import { bandWords, phaseWords, waitWords } from './words.ts';

const top = barMiddle - rows.bar / 2;
const bottom = barMiddle + rows.bar / 2;
/** What is far outside is not drawn at its place: a browser's numbers end somewhere. */
const outsidePx = 40;

interface Span {
  x: number;
  width: number;
}

/** As much of a span as is near the picture. */
function near({ x, width }: Span, widthPx: number): Span {
  const from = Math.max(-outsidePx, x);
  return { x: from, width: Math.max(0, Math.min(widthPx + outsidePx, x + width) - from) };
}

/** The outline of a bar: whole, or torn at its right end where the connection was cut. */
function barPath({ x, width }: Span, end: TimelineBar['end']): string {
  const right = x + width;
  if (end === 'broken' && width >= 6) return `M${x} ${top}H${right}l-4 4.5 4 4.5 -4 4.5 4 4.5H${x}Z`;
  const r = Math.min(2, width / 2);
  return `M${x + r} ${top}H${right - r}a${r} ${r} 0 0 1 ${r} ${r}V${bottom - r}a${r} ${r} 0 0 1 -${r} ${r}H${x + r}a${r} ${r} 0 0 1 -${r} -${r}V${top + r}a${r} ${r} 0 0 1 ${r} -${r}Z`;
}

function BarDrawing({ placed, widthPx }: { placed: PlacedBar; widthPx: number }) {
  const { bar, segments, timeoutX } = placed;
  // Ids are the whole document's, and the same bar may be drawn twice on a page.
  const id = useId().replaceAll(/\W/g, '');
  const span = near(placed, widthPx);
  const isOpen = bar.end === 'open' || bar.end === 'running';
  const colour = toneVar[bar.tone];
  return (
    <g data-bar={bar.id} data-start-ms={bar.startMs} data-end-ms={bar.startMs + bar.durationMs}>
      <clipPath id={`clip-${id}`}>
        <path d={barPath(span, bar.end)} />
      </clipPath>
      {isOpen && (
        <linearGradient id={`fade-${id}`}>
          <stop offset="0.35" stopColor={colour} />
          <stop offset="1" stopColor={colour} stopOpacity={0.15} />
        </linearGradient>
      )}
      <g clipPath={`url(#clip-${id})`}>
        <rect
          data-part="bar"
          x={span.x}
          y={top}
          width={span.width}
          height={rows.bar}
          fill={isOpen && span.width > 8 ? `url(#fade-${id})` : colour}
        />
        {segments.map((segment) => {
          const { x, width } = near(segment, widthPx);
          const fill = phaseWords[segment.phase.name].colour;
          return fill === null || width === 0 ? null : (
            <rect key={segment.phase.name} x={x} y={top} width={width} height={rows.bar} fill={fill} />
          );
        })}
      </g>
      {isOpen && span.width > 8 && (
        <path
          d={`M${span.x + span.width} ${top + 0.5}h${-span.width / 2}M${span.x + span.width} ${bottom - 0.5}h${-span.width / 2}`}
          stroke={colour}
          strokeDasharray="3 3"
        />
      )}
      {timeoutX !== null && timeoutX < widthPx + outsidePx && (
        <line
          data-part="timeout"
          x1={timeoutX}
          x2={timeoutX}
          y1={top - 4}
          y2={bottom + 4}
          stroke="var(--bad)"
          strokeDasharray="2 2"
        />
      )}
    </g>
  );
}

function MarkDrawing({ mark, widthPx }: { mark: PlacedMark; widthPx: number }) {
  switch (mark.kind) {
    case 'bar':
      return <BarDrawing placed={mark} widthPx={widthPx} />;
    case 'start':
      return (
        <circle
          cx={mark.x + mark.width / 2}
          cy={barMiddle}
          r={5}
          fill={toneVar[mark.moment.tone]}
          stroke="var(--bg)"
          strokeWidth={2}
        />
      );
    case 'ghost':
      return (
        <rect
          data-ghost={mark.id}
          x={mark.x + 0.5}
          y={top + 0.5}
          width={mark.width - 1}
          height={rows.bar - 1}
          rx={2}
          fill="var(--bg)"
          stroke={mark.ghost.next ? 'var(--accent)' : 'var(--line-strong)'}
          strokeDasharray="3 2"
        />
      );
    case 'end':
      return mark.state.kind === 'waiting' ? (
        <g fill={toneVar[mark.state.tone]}>
          <rect x={mark.x} y={top - 1} width={14} height={rows.bar + 2} fill="var(--bg)" />
          <rect x={mark.x + 2} y={top} width={3.5} height={rows.bar} rx={1} />
          <rect x={mark.x + 8.5} y={top} width={3.5} height={rows.bar} rx={1} />
        </g>
      ) : (
        <rect x={mark.x} y={top} width={14} height={rows.bar} rx={2} fill={toneVar[mark.state.tone]} />
      );
  }
}

/** Bands, waits and marks of one track, in SVG. */
export function TrackDrawing({
  placed,
  widthPx,
  pointedId,
}: {
  placed: PlacedTrack;
  widthPx: number;
  pointedId: string | null;
}) {
  const pointed = placed.marks.find(({ id }) => id === pointedId);
  const hatch = useId().replaceAll(/\W/g, '');
  return (
    <g transform={`translate(0 ${placed.y})`}>
      {placed.bands.map(({ band, ...span }, at) => {
        const { x, width } = near(span, widthPx);
        const { colour } = bandWords[band.kind];
        const id = `hatch-${hatch}-${at}`;
        return (
          <g key={`${band.kind} ${band.fromMs}`} data-band={band.kind}>
            <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width={6} height={6} fill={colour} opacity={0.09} />
              <line x1={0} x2={0} y1={0} y2={6} stroke={colour} strokeWidth={1.5} opacity={0.35} />
            </pattern>
            <rect
              x={x}
              y={rows.header}
              width={width}
              height={trackPx - rows.header - rows.words - rows.gap + 6}
              fill={`url(#${id})`}
            />
          </g>
        );
      })}
      <line x1={0} x2={widthPx} y1={barMiddle} y2={barMiddle} stroke="var(--line)" />
      {placed.waits.map(({ wait, x, width }) => (
        <line
          key={`${wait.fromMs} ${wait.reason}`}
          data-wait={wait.reason}
          x1={x}
          x2={x + width}
          y1={barMiddle}
          y2={barMiddle}
          stroke={waitWords[wait.reason].colour}
          strokeWidth={2}
          strokeDasharray={waitWords[wait.reason].dash}
        />
      ))}
      {pointed && (
        <rect
          {...near({ x: pointed.x - 3.5, width: Math.max(pointed.width, 8) + 7 }, widthPx)}
          y={top - 3.5}
          height={rows.bar + 7}
          rx={5}
          fill="none"
          stroke="var(--line-strong)"
        />
      )}
      {placed.marks.map((mark) => (
        <MarkDrawing key={mark.id} mark={mark} widthPx={widthPx} />
      ))}
    </g>
  );
}
