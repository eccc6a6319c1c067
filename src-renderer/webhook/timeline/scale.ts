import { scaleLinear, scaleSymlog } from 'd3-scale';
import { barEndMs, spanOf, type TimelineModel } from './model.ts';

/** `linear`: distance is time. `log`: distance is the logarithm of it. `step`: every attempt and every wait has room of its own. */
export type ScaleKind = 'linear' | 'log' | 'step';

/** The part of the story that is in view, as a share of the drawn length: `{from: 0, to: 1}` is all of it. */
export interface View {
  from: number;
  to: number;
}

export const wholeView: View = { from: 0, to: 1 };

/** Between time and place, both ways; monotone. */
export interface TimeScale {
  kind: ScaleKind;
  /** The place of a moment, in pixels from the left; may be outside the picture. */
  x(ms: number): number;
  /** The moment at a place. */
  ms(x: number): number;
  /** The moments at both edges of the picture. */
  visible: { fromMs: number; toMs: number };
}

/** Room at both sides, so that a mark at the edge is whole. */
export const edgePx = 14;

/** In log, what is shorter than this is nearly linear: a hundredth of the shortest gap would be lost in noise, an hour in a line. */
const leastUnitMs = 1;
const mostUnitMs = 1000;

/** The shortest time between two starts, within bounds: below it the log scale is nearly linear. */
function logUnitMs(model: TimelineModel): number {
  const starts = model.tracks.map(({ bars }) => bars.map(({ startMs }) => startMs));
  const gaps = starts.flatMap((own) => own.slice(1).map((startMs, at) => startMs - (own[at] ?? 0)));
  const shortest = Math.min(mostUnitMs, ...gaps.filter((gap) => gap > 0));
  return Math.max(leastUnitMs, shortest);
}

/** By steps an attempt's room tells its duration by decades, so that 2 ms and 30 s are both to be seen. */
const barRoom = (durationMs: number): number => 1 + 0.8 * Math.log10(1 + durationMs);
/** Of any wait that is long enough to be one. */
const waitRoom = 4;
const gapRoom = 0.3;
const leastWaitMs = 20;

/** The boundaries of all attempts and waits in order, each with its share of the length. */
function steps(model: TimelineModel): { domain: number[]; range: number[] } {
  const { fromMs, toMs } = spanOf(model);
  const bars = model.tracks.flatMap((track) => track.bars);
  const moments = model.tracks.flatMap(({ start, ghosts, state }) => [
    ...(start ? [start.atMs] : []),
    ...ghosts.map(({ atMs }) => atMs),
    ...(state?.atMs == null ? [] : [state.atMs]),
  ]);
  const edges = [fromMs, toMs, ...moments, ...bars.flatMap((bar) => [bar.startMs, barEndMs(bar)])];
  const domain = [...new Set(edges)].sort((a, b) => a - b);
  let at = 0;
  const ends = domain.slice(1).map((edge, index) => {
    const before = domain[index] ?? fromMs;
    const inBar = bars.some((bar) => bar.startMs <= before && edge <= barEndMs(bar));
    at += inBar ? barRoom(edge - before) : edge - before >= leastWaitMs ? waitRoom : gapRoom;
    return at;
  });
  return { domain, range: [0, ...ends].map((end) => end / at) };
}

/** The scale of a story's axis over a picture of `widthPx`, of which `view` is seen. */
export function timeScale(model: TimelineModel, kind: ScaleKind, widthPx: number, view: View): TimeScale {
  const { fromMs, toMs } = spanOf(model);
  const window = scaleLinear()
    .domain([view.from, view.to])
    .range([edgePx, Math.max(edgePx + 1, widthPx - edgePx)]);
  const ends = [window(0), window(1)];
  const edges = (ms: (x: number) => number) => ({ fromMs: ms(edgePx), toMs: ms(widthPx - edgePx) });
  if (kind === 'log') {
    const scale = scaleSymlog()
      .constant(logUnitMs(model))
      .domain([0, toMs - fromMs])
      .range(ends);
    const ms = (x: number) => fromMs + scale.invert(x);
    return { kind, x: (at) => scale(at - fromMs), ms, visible: edges(ms) };
  }
  const plan = kind === 'step' ? steps(model) : { domain: [fromMs, toMs], range: [0, 1] };
  const scale = scaleLinear()
    .domain(plan.domain)
    .range(plan.range.map((share) => window(share)));
  const ms = (x: number) => scale.invert(x);
  return { kind, x: (at) => scale(at), ms, visible: edges(ms) };
}

/** Nearer than this two attempts can't be told apart. */
const leastApartPx = 5;
const ordinaryWidthPx = 640;

/** Linear where all attempts can be told apart so, else log: what a picture begins with. */
export function fittingScale(model: TimelineModel): ScaleKind {
  const { fromMs, toMs } = spanOf(model);
  const leastMs = ((toMs - fromMs) / ordinaryWidthPx) * leastApartPx;
  const tooNear = model.tracks.some(({ bars, ghosts }) => {
    const starts = [...bars.map(({ startMs }) => startMs), ...ghosts.map(({ atMs }) => atMs)];
    return starts.some((startMs, at) => at > 0 && startMs - (starts[at - 1] ?? 0) < leastMs);
  });
  return tooNear ? 'log' : 'linear';
}

/** Nearest that a view may come: below it a double can't tell the moments of a year apart. */
const leastView = 1e-10;

const clampView = (from: number, width: number): View => {
  const wide = Math.min(1, Math.max(leastView, width));
  const start = Math.min(1 - wide, Math.max(0, from));
  return { from: start, to: start + wide };
};

/** A view `factor` times as wide around the share `at` of the picture (0 left, 1 right). */
export function zoomed(view: View, factor: number, at: number): View {
  const width = view.to - view.from;
  const anchor = view.from + at * width;
  const wide = Math.min(1, Math.max(leastView, width * factor));
  return clampView(anchor - at * wide, wide);
}

/** A view moved by a share of its own width. */
export function panned(view: View, by: number): View {
  const width = view.to - view.from;
  return clampView(view.from + by * width, width);
}

/** The view of what lies between two places of the picture that is seen now. */
export function brushed(view: View, widthPx: number, a: number, b: number): View {
  const share = scaleLinear()
    .domain([edgePx, widthPx - edgePx])
    .range([view.from, view.to]);
  const from = share(Math.min(a, b));
  return clampView(from, share(Math.max(a, b)) - from);
}

export const isWhole = (view: View): boolean => view.from <= 0 && view.to >= 1;
