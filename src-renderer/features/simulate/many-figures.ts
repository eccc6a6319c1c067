import { scaleSymlog } from 'd3-scale';
import { formatDuration } from '#core/numbers/duration.ts';
import type { SimulatedMany } from '#core/retry/simulation/simulation.ts';
import type { Bar } from '#renderer/ui/chart/bar-chart.tsx';
import { formatCount } from '#renderer/ui/format.ts';

const duration = (ms: number | null): string => (ms === null ? '–' : formatDuration(ms));
const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** A figure of each run. */
export interface FigureRow {
  name: string;
  values: readonly string[];
}

/** One row a figure, one value a run. */
export function figuresOf(runs: readonly SimulatedMany[]): FigureRow[] {
  const row = (name: string, read: (run: SimulatedMany) => string) => ({ name, values: runs.map(read) });
  const rows = [
    row('Deliveries: taken', (run) => `${formatCount(run.succeeded)} of ${formatCount(run.deliveries)}`),
    row('Dead letters', (run) => `${formatCount(run.deadLetters)} (${percent(run.deadLetterRate)})`),
    row('Time to success, median', ({ timeToSuccessMs }) => duration(timeToSuccessMs.p50)),
    row('p90', ({ timeToSuccessMs }) => duration(timeToSuccessMs.p90)),
    row('p99', ({ timeToSuccessMs }) => duration(timeToSuccessMs.p99)),
    row('p99.9', ({ timeToSuccessMs }) => duration(timeToSuccessMs.p999)),
    row('Longest', ({ timeToSuccessMs }) => duration(timeToSuccessMs.max)),
    row('Attempts: in all', ({ attempts }) => formatCount(attempts)),
    row('Succeeded', ({ succeededAttempts, attempts }) => percent(succeededAttempts / Math.max(1, attempts))),
    row('For each delivery', (run) => (run.attempts / run.deliveries).toFixed(2)),
    row('One takes, median', ({ attemptMs }) => duration(attemptMs.p50)),
    row('One takes, p99', ({ attemptMs }) => duration(attemptMs.p99)),
    row('Busiest second', ({ load }) => `${formatCount(Math.round(load.peakAttemptsPerSecond))} attempts`),
  ];
  if (runs.some((run) => run.disabledAtMs !== null)) {
    rows.push(
      row('Endpoint switched off', (run) =>
        run.disabledAtMs === null ? 'no' : `after ${formatDuration(run.disabledAtMs)}`,
      ),
      row('Never tried after that', (run) => formatCount(run.neverTried)),
    );
  }
  if (runs.some((run) => run.overloaded > 0))
    rows.push(row('Rejected for being too many', (run) => formatCount(run.overloaded)));
  if (runs.some((run) => run.peakQueueDepth > 0))
    rows.push(row('Longest line at the sender', (run) => formatCount(run.peakQueueDepth)));
  return rows;
}

/** Joins `factor` neighbours: by their sum, or by the last of them. */
function joined(
  values: readonly number[],
  factor: number,
  take: (part: readonly number[]) => number,
): number[] {
  const out: number[] = [];
  for (let at = 0; at < values.length; at += factor) out.push(take(values.slice(at, at + factor)));
  return out;
}

const sum = (part: readonly number[]): number => part.reduce((total, value) => total + value, 0);
const last = (part: readonly number[]): number => part.at(-1) ?? 0;

/** The load curves of all runs on one axis: buckets are powers of two of each other, so the finer ones are joined. */
export function sharedLoad(runs: readonly SimulatedMany[]): {
  bucketMs: number;
  attemptsPerSecond: number[][];
  /** Of them, those that failed. */
  failuresPerSecond: number[][];
  open: number[][];
} {
  const bucketMs = Math.max(1, ...runs.map(({ load }) => load.bucketMs));
  const factor = (run: SimulatedMany) => Math.max(1, Math.round(bucketMs / run.load.bucketMs));
  const perSecond = (run: SimulatedMany, counts: readonly number[]) =>
    joined(counts, factor(run), sum).map((count) => count / (bucketMs / 1000));
  return {
    bucketMs,
    attemptsPerSecond: runs.map((run) => perSecond(run, run.load.attempts)),
    failuresPerSecond: runs.map((run) => perSecond(run, run.load.failures)),
    open: runs.map((run) => joined(run.load.open, factor(run), last)),
  };
}

const shownBars = 24;

/** The logarithmic axis of time to success that all runs share: from the shortest to the longest. */
export function successAxis(runs: readonly SimulatedMany[]): {
  place(ms: number): number;
  ms(share: number): number;
} | null {
  const all = runs.flatMap(({ timeToSuccessBars }) => timeToSuccessBars);
  if (all.length === 0) return null;
  const scale = scaleSymlog()
    .constant(1)
    .domain([Math.min(...all.map(({ fromMs }) => fromMs)), Math.max(...all.map(({ toMs }) => toMs))])
    .range([0, 1]);
  return { place: (ms) => scale(ms), ms: (share) => scale.invert(share) };
}

/** Time to success on one logarithmic axis for all runs. */
export function timeBars(runs: readonly SimulatedMany[]): Bar[] {
  const axis = successAxis(runs);
  if (!axis) return [];
  const barOf = ({ fromMs, toMs }: { fromMs: number; toMs: number }): number => {
    const middle = (axis.place(fromMs) + axis.place(toMs)) / 2;
    return Math.min(shownBars - 1, Math.max(0, Math.floor(middle * shownBars)));
  };
  return Array.from({ length: shownBars }, (_, at) => ({
    label: formatDuration(axis.ms(at / shownBars)),
    values: runs.map((run) =>
      sum(run.timeToSuccessBars.filter((bar) => barOf(bar) === at).map(({ count }) => count)),
    ),
  }));
}

const mostAttemptBars = 16;

/** Deliveries by how many attempts they took; what is beyond the last bar is counted in it. */
export function attemptBars(runs: readonly SimulatedMany[]): Bar[] {
  const longest = Math.max(1, ...runs.map(({ attemptsPerDelivery }) => attemptsPerDelivery.length));
  const bars = Math.min(longest, mostAttemptBars);
  return Array.from({ length: bars }, (_, at) => {
    const isRest = at === bars - 1 && longest > bars;
    return {
      label: isRest ? `${at + 1}+` : String(at + 1),
      values: runs.map(({ attemptsPerDelivery }) =>
        isRest ? sum(attemptsPerDelivery.slice(at)) : (attemptsPerDelivery[at] ?? 0),
      ),
    };
  });
}
