import { formatDuration } from '#core/numbers/duration.ts';
import {
  type BarPhase,
  barEndMs,
  spanOf,
  type TimelineBand,
  type TimelineBar,
  type TimelineGhost,
  type TimelineModel,
  type TimelineMoment,
  type TimelineState,
  type TimelineTrack,
  type TimelineWait,
} from './model.ts';
import type { TimeScale } from './scale.ts';
import { waitWords } from './words.ts';

export interface PlacedBar {
  kind: 'bar';
  id: string;
  bar: TimelineBar;
  /** True to the bar's start. */
  x: number;
  /** True to its duration, but never so thin that it can't be seen or pointed at. */
  width: number;
  segments: { phase: BarPhase; x: number; width: number }[];
  /** Where the timeout would have come; null where there is none to draw. */
  timeoutX: number | null;
}
export interface PlacedGhost {
  kind: 'ghost';
  id: string;
  ghost: TimelineGhost;
  x: number;
  width: number;
}
export interface PlacedMoment {
  kind: 'start';
  id: string;
  moment: TimelineMoment;
  x: number;
  width: number;
}
export interface PlacedEnd {
  kind: 'end';
  id: string;
  state: TimelineState;
  x: number;
  width: number;
}
/** What can be pointed at and walked to, in order of time. */
export type PlacedMark = PlacedBar | PlacedGhost | PlacedMoment | PlacedEnd;

export interface PlacedWait {
  wait: TimelineWait;
  x: number;
  width: number;
  /** As much as fits: its length and reason, its length, or nothing. */
  text: string;
}

export interface PlacedBand {
  band: TimelineBand;
  x: number;
  width: number;
}

export interface PlacedTrack {
  track: TimelineTrack;
  /** Top of this track within the picture. */
  y: number;
  marks: PlacedMark[];
  waits: PlacedWait[];
  bands: PlacedBand[];
  /** The room of each mark's words by its id; absent: shown on hover and focus only. `more`: marks whose words gave way to them. */
  labels: ReadonlyMap<string, { width: number; more: number }>;
}

/** The heights of a track's rows. */
export const rows = { header: 20, waits: 18, bar: 18, words: 34, gap: 6 } as const;
export const trackPx = rows.header + rows.waits + rows.bar + rows.words + rows.gap;
/** From a track's top to the middle of its bars. */
export const barMiddle = rows.header + rows.waits + rows.bar / 2;

const leastBarPx = 4;
const leastSegmentPx = 1.5;
const markPx = { start: 10, ghost: 10, end: 14 } as const;
const characterPx = 6.6;
const leastLabelPx = 34;
const mostLabelPx = 150;
const labelGapPx = 8;

const isSeen = (x: number, width: number, widthPx: number): boolean => x + width >= 0 && x <= widthPx;

/** Parts of a bar, in order, at least so wide that each is seen; the longest gives way. */
export function barSegments({ phases, durationMs }: TimelineBar, x: number, width: number) {
  const some = phases.filter(({ ms }) => ms > 0);
  if (some.length === 0 || durationMs <= 0 || width < some.length * leastSegmentPx * 2) return [];
  const widths = some.map(({ ms }) => Math.max(leastSegmentPx, (ms / durationMs) * width));
  const excess = widths.reduce((sum, one) => sum + one, 0) - width;
  const longest = widths.indexOf(Math.max(...widths));
  if (excess > 0) widths[longest] = Math.max(leastSegmentPx, (widths[longest] ?? 0) - excess);
  let at = x;
  return some.map((phase, index) => {
    const segment = { phase, x: at, width: widths[index] ?? 0 };
    at += segment.width;
    return segment;
  });
}

function placeBar(bar: TimelineBar, scale: TimeScale): PlacedBar {
  const x = scale.x(bar.startMs);
  const width = Math.max(leastBarPx, scale.x(barEndMs(bar)) - x);
  const timeoutX = bar.timeoutMs == null ? null : scale.x(bar.startMs + bar.timeoutMs);
  return {
    kind: 'bar',
    id: bar.id,
    bar,
    x,
    width,
    segments: barSegments(bar, x, width),
    timeoutX: timeoutX !== null && timeoutX - x > leastBarPx ? timeoutX : null,
  };
}

function placeMarks(track: TimelineTrack, scale: TimeScale): PlacedMark[] {
  const { start, bars, ghosts, state } = track;
  const middle = (ms: number, width: number) => scale.x(ms) - width / 2;
  const lastBar = bars.at(-1);
  const endX = (atMs: number): number => {
    const x = scale.x(atMs);
    const bar = lastBar && placeBar(lastBar, scale);
    // Beside the last bar, not over it.
    return bar && Math.abs(bar.x + bar.width - x) < markPx.end ? Math.max(x, bar.x + bar.width) + 3 : x;
  };
  const id = (part: string) => `${track.id}/${part}`;
  return [
    ...(start
      ? [
          {
            kind: 'start' as const,
            id: id('start'),
            moment: start,
            x: middle(start.atMs, markPx.start),
            width: markPx.start,
          },
        ]
      : []),
    ...bars.map((bar) => placeBar(bar, scale)),
    ...ghosts.map((ghost) => ({
      kind: 'ghost' as const,
      id: ghost.id,
      ghost,
      x: scale.x(ghost.atMs),
      width: markPx.ghost,
    })),
    ...(state && state.atMs !== null && state.kind !== 'going_on' && state.kind !== 'succeeded'
      ? [{ kind: 'end' as const, id: id('end'), state, x: endX(state.atMs), width: markPx.end }]
      : []),
  ];
}

const wordsOf = (mark: PlacedMark): string => {
  switch (mark.kind) {
    case 'bar':
      return mark.bar.label;
    case 'ghost':
      return mark.ghost.label;
    case 'start':
      return mark.moment.label;
    case 'end':
      return mark.state.label;
  }
};

const textPx = (text: string): number => text.length * characterPx;

/** How a mark ranks where two would write over one another: what ended it, what comes next, then what is oldest. */
const rank = (mark: PlacedMark, last: PlacedMark | undefined): number =>
  mark === last || (mark.kind === 'ghost' && mark.ghost.next)
    ? 0
    : mark.kind === 'bar' || mark.kind === 'end'
      ? 1
      : 2;

/** Gives words to as many marks as have room, the ones that matter most first, and none over another's. */
export function placeLabels(
  marks: readonly PlacedMark[],
  widthPx: number,
): Map<string, { width: number; more: number }> {
  const seen = marks.filter(({ x, width }) => isSeen(x, width, widthPx));
  const last = seen.findLast(({ kind }) => kind === 'bar' || kind === 'end');
  const byRank = [...seen].sort((a, b) => rank(a, last) - rank(b, last) || a.x - b.x);
  const taken: { mark: PlacedMark; from: number; to: number }[] = [];
  for (const mark of byRank) {
    const wish = Math.min(mostLabelPx, Math.max(leastLabelPx, textPx(wordsOf(mark)) + 6));
    const from = Math.max(0, Math.min(mark.x, widthPx - wish));
    const to = from + wish;
    if (taken.every((other) => to + labelGapPx <= other.from || other.to + labelGapPx <= from))
      taken.push({ mark, from, to });
  }
  const labels = new Map(taken.map(({ mark, from, to }) => [mark.id, { width: to - from, more: 0 }]));
  const inPlace = [...taken].sort((a, b) => a.from - b.from);
  for (const mark of seen) {
    if (labels.has(mark.id) || mark.kind !== 'bar') continue;
    const near = inPlace.findLast(({ mark: { x, kind } }) => kind === 'bar' && x <= mark.x) ?? inPlace[0];
    const label = near && labels.get(near.mark.id);
    if (label) label.more += 1;
  }
  // The room up to the next label is theirs too.
  for (const [at, { mark, from }] of inPlace.entries()) {
    const label = labels.get(mark.id);
    const next = inPlace[at + 1]?.from ?? widthPx;
    if (label) label.width = Math.max(label.width, Math.min(mostLabelPx, next - from - labelGapPx));
  }
  return labels;
}

function placeWait(wait: TimelineWait, scale: TimeScale, widthPx: number): PlacedWait {
  const from = Math.max(0, scale.x(wait.fromMs));
  const width = Math.min(widthPx, scale.x(wait.toMs)) - from;
  const length = formatDuration(wait.toMs - wait.fromMs);
  const whole = `${length} · ${waitWords[wait.reason].short}`;
  const fits = (text: string) => textPx(text) + 4 <= width;
  return { wait, x: from, width, text: fits(whole) ? whole : fits(length) ? length : '' };
}

/** Of a crowd of attempts one a pixel, and the last, which says how it ended. */
function sparse(marks: readonly PlacedMark[], widthPx: number): PlacedMark[] {
  if (marks.length <= widthPx / 2) return [...marks];
  const last = marks.findLast(({ kind }) => kind === 'bar');
  let freeFrom = Number.NEGATIVE_INFINITY;
  return marks.filter((mark) => {
    if (mark.kind !== 'bar' || mark === last) return true;
    if (mark.x < freeFrom || !isSeen(mark.x, mark.width, widthPx)) return false;
    freeFrom = mark.x + 1;
    return true;
  });
}

/** Places a story on its axis: a pure function of the story, the scale and the width. */
export function layoutTimeline(model: TimelineModel, scale: TimeScale, widthPx: number): PlacedTrack[] {
  const { toMs: lastMs } = spanOf(model);
  return model.tracks.map((track, at) => {
    const marks = sparse(placeMarks(track, scale), widthPx);
    return {
      track,
      y: at * trackPx,
      marks,
      waits: track.waits
        .map((wait) => placeWait(wait, scale, widthPx))
        .filter(({ x, width }) => width > 1 && isSeen(x, width, widthPx)),
      bands: track.bands
        .map((band) => {
          const x = scale.x(band.fromMs);
          return { band, x, width: Math.max(2, scale.x(Math.min(band.toMs ?? lastMs, lastMs)) - x) };
        })
        .filter(({ x, width }) => isSeen(x, width, widthPx)),
      labels: placeLabels(marks, widthPx),
    };
  });
}
