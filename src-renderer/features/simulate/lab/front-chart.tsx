import { scaleLinear, scaleLog } from 'd3-scale';
import { formatDuration } from '#core/numbers/duration.ts';
import type { AdvisedPolicy, Scores } from '#core/retry/advice/advise.ts';

const width = 640;
const height = 300;
const margin = { left: 62, right: 16, top: 12, bottom: 36 };

/** Steps of the time axis that read well. */
const ticksMs = [1000, 10_000, 60_000, 300_000, 900_000, 3_600_000, 14_400_000, 43_200_000, 172_800_000];

/** Where a policy stands: how calm the return, how quickly all is delivered. */
const placeOf = ({ recoveredMs, peakPerSecond }: Scores) => ({
  recoveredMs: Math.max(1000, recoveredMs),
  peakPerSecond: Math.max(1, peakPerSecond),
});

/**
 * Policies by how long the last delivery takes after the return and how busy the busiest second is. Both axes are
 * logarithmic, and smaller is better on both. What reaches all goals is filled; the table beside it says the same in words.
 */
export function FrontChart({
  front,
  others,
  chosen,
  selected,
  bounds,
  onSelect,
}: {
  front: readonly AdvisedPolicy[];
  others: readonly Scores[];
  chosen: AdvisedPolicy;
  selected: AdvisedPolicy;
  /** The goals, drawn as lines. */
  bounds: { recoveredMs: number | undefined; peakPerSecond: number | undefined };
  onSelect(policy: AdvisedPolicy): void;
}) {
  const all = [...front, chosen]
    .map(({ scores }) => scores)
    .concat(others)
    .map(placeOf);
  const times = [...all.map(({ recoveredMs }) => recoveredMs), bounds.recoveredMs ?? 60_000];
  const peaks = [...all.map(({ peakPerSecond }) => peakPerSecond), bounds.peakPerSecond ?? 10];
  const x = scaleLog([Math.min(...times), Math.max(...times)], [margin.left, width - margin.right]).clamp(
    true,
  );
  const y = scaleLog(
    [Math.max(...peaks), Math.max(0.5, Math.min(...peaks))],
    [margin.top, height - margin.bottom],
  );
  const size = scaleLinear([0, 1], [4, 9]).clamp(true);
  const yTicks = y
    .ticks(4)
    .filter((tick) => Number.isInteger(Math.log10(tick)) || y.domain().every((end) => end < 20));
  const at = (scores: Scores) => {
    const place = placeOf(scores);
    return { cx: x(place.recoveredMs), cy: y(place.peakPerSecond) };
  };
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="w-full max-w-[760px] text-[10px] tabular-nums">
      <title>Policies by busiest second and by when the last is delivered</title>
      {ticksMs
        .filter((ms) => ms >= Math.min(...times) && ms <= Math.max(...times))
        .map((ms) => (
          <g key={ms} transform={`translate(${x(ms)} 0)`}>
            <line y1={margin.top} y2={height - margin.bottom} stroke="var(--line)" />
            <text y={height - margin.bottom + 14} textAnchor="middle" fill="var(--faint)">
              {formatDuration(ms)}
            </text>
          </g>
        ))}
      {yTicks.map((tick) => (
        <g key={tick} transform={`translate(0 ${y(tick)})`}>
          <line x1={margin.left} x2={width - margin.right} stroke="var(--line)" />
          <text x={margin.left - 6} dy="0.32em" textAnchor="end" fill="var(--faint)">
            {tick}/s
          </text>
        </g>
      ))}
      <text x={width - margin.right} y={height - 4} textAnchor="end" fill="var(--soft)">
        last delivered, after the return (log)
      </text>
      <text x={4} y={10} fill="var(--soft)">
        busiest second (log)
      </text>
      {bounds.recoveredMs !== undefined && (
        <line
          x1={x(bounds.recoveredMs)}
          x2={x(bounds.recoveredMs)}
          y1={margin.top}
          y2={height - margin.bottom}
          stroke="var(--ok)"
          strokeDasharray="4 3"
        />
      )}
      {bounds.peakPerSecond !== undefined && (
        <line
          x1={margin.left}
          x2={width - margin.right}
          y1={y(bounds.peakPerSecond)}
          y2={y(bounds.peakPerSecond)}
          stroke="var(--ok)"
          strokeDasharray="4 3"
        />
      )}
      {others.map((scores, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no name and never move
        <circle key={index} {...at(scores)} r={2} fill="var(--faint)" opacity={0.45} />
      ))}
      {front.map((policy) => {
        const { scores, meetsGoals, explanation } = policy;
        const isSelected = policy === selected;
        return (
          // biome-ignore lint/a11y/useSemanticElements: SVG has no button
          <circle
            key={explanation.join()}
            {...at(scores)}
            r={size(scores.lossShare) + (isSelected ? 2 : 0)}
            role="button"
            tabIndex={0}
            aria-pressed={isSelected}
            aria-label={`${meetsGoals ? 'Reaches all goals' : 'Misses a goal'}: ${explanation.join(' ')}`}
            fill={meetsGoals ? 'var(--ok)' : 'var(--panel)'}
            stroke={isSelected ? 'var(--accent)' : meetsGoals ? 'var(--ok)' : 'var(--soft)'}
            strokeWidth={isSelected ? 3 : 1.5}
            className="cursor-pointer"
            onClick={() => onSelect(policy)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              onSelect(policy);
            }}
          />
        );
      })}
    </svg>
  );
}
