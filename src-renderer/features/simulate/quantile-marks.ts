import { formatDuration } from '#core/numbers/duration.ts';
import type { SimulatedMany } from '#core/retry/simulation/simulation.ts';
import type { BarMark, ChartMark } from '#renderer/ui/chart/marks.ts';

const quantiles = [
  ['p50', 'p50'],
  ['p90', 'p90'],
  ['p99', 'p99'],
  ['p99.9', 'p999'],
] as const;

/** Where on the histogram's axis, as a share of its length, a run's quantiles of time to success lie. */
export function quantileMarks(run: SimulatedMany, place: (ms: number) => number, name = ''): BarMark[] {
  return quantiles.flatMap(([label, key]) => {
    const ms = run.timeToSuccessMs[key];
    if (ms === null) return [];
    const words = `${name === '' ? '' : `${name} `}${label}`;
    return [{ label: words, detail: formatDuration(ms), at: Math.min(1, Math.max(0, place(ms))) }];
  });
}

const shares = [
  [0.5, 'half ended'],
  [0.9, '90 %'],
  [0.99, '99 %'],
  [1, 'all'],
] as const;

/** When so many of all deliveries had come to their end, well or not. `overMs`: over which they came in, evenly. */
export function endedMarks(
  { load: { bucketMs, open }, deliveries }: SimulatedMany,
  overMs: number,
): ChartMark[] {
  const endedAt = (bucket: number): number => {
    const ms = (bucket + 1) * bucketMs;
    const came = overMs === 0 ? 1 : Math.min(1, ms / overMs);
    return came - (open[bucket] ?? 0) / deliveries;
  };
  return shares.flatMap(([share, label]) => {
    // Half a delivery's worth of rounding is no delivery.
    const bucket = open.findIndex((_, at) => endedAt(at) >= share - 0.5 / deliveries);
    return bucket < 0 ? [] : [{ atMs: (bucket + 1) * bucketMs, label }];
  });
}
