import type { BarPhase, TimelineBar, TimelineModel, TimelineMoment } from './model.ts';

export type TimelineScale = 'rank' | 'log';

export type PlacedItem = { x: number; width: number; labelPx: number } & (
  | { kind: 'origin' | 'pause' | 'end'; id: string; moment: TimelineMoment }
  | { kind: 'bar'; id: string; bar: TimelineBar; segments: { phase: BarPhase; x: number; width: number }[] }
  | { kind: 'next'; id: string; next: TimelineModel['next'][number] }
);

/** A thin line between two items, with the length of the wait. */
export interface PlacedWait {
  x: number;
  width: number;
  ms: number;
}

export interface TimelineLayout {
  widthPx: number;
  items: PlacedItem[];
  waits: PlacedWait[];
}

const pad = 10;
const leastSlotPx = 104;
const mostSlotPx = 210;
const labelGapPx = 8;
/** Waits shorter than this are not worth a word. */
const leastWaitMs = 20;

interface Item {
  kind: PlacedItem['kind'];
  id: string;
  startMs: number;
  endMs: number;
  place(x: number, width: number, labelPx: number): PlacedItem;
}

function itemsOf(model: TimelineModel): Item[] {
  const moment = (kind: 'origin' | 'pause' | 'end', value: TimelineMoment): Item => ({
    kind,
    id: kind,
    startMs: value.atMs,
    endMs: value.atMs,
    place: (x, width, labelPx) => ({ kind, id: kind, moment: value, x, width, labelPx }),
  });
  const bars = model.bars.map(
    (bar): Item => ({
      kind: 'bar',
      id: bar.id,
      startMs: bar.startMs,
      endMs: bar.startMs + bar.durationMs,
      place: (x, width, labelPx) => ({
        kind: 'bar',
        id: bar.id,
        bar,
        x,
        width,
        labelPx,
        segments: barSegments(bar.phases, bar.durationMs, x, width),
      }),
    }),
  );
  const next = model.next.map(
    (one): Item => ({
      kind: 'next',
      id: one.id,
      startMs: one.atMs,
      endMs: one.atMs,
      place: (x, width, labelPx) => ({ kind: 'next', id: one.id, next: one, x, width, labelPx }),
    }),
  );
  return [
    moment('origin', model.origin),
    ...bars,
    ...(model.pause ? [moment('pause', model.pause)] : []),
    ...next,
    ...(model.end ? [moment('end', model.end)] : []),
  ];
}

/** The parts of a bar, at least 2 px for what took any time; the longest gives way. */
export function barSegments(
  phases: readonly BarPhase[],
  durationMs: number,
  x: number,
  width: number,
): { phase: BarPhase; x: number; width: number }[] {
  const some = phases.filter((phase) => phase.ms > 0);
  if (some.length === 0 || durationMs <= 0) return [];
  const widths = some.map((phase) => Math.max(2, (phase.ms / durationMs) * width));
  const excess = widths.reduce((sum, one) => sum + one, 0) - width;
  const longest = widths.indexOf(Math.max(...widths));
  if (excess > 0) widths[longest] = Math.max(2, (widths[longest] ?? 0) - excess);
  let at = x;
  return some.map((phase, index) => {
    const segment = { phase, x: at, width: widths[index] ?? 0 };
    at += segment.width;
    return segment;
  });
}

/** By rank a bar's width tells its duration by decades, so that 2 ms and 30 s are both to be seen. */
export const rankBarPx = (durationMs: number): number => 24 + 20 * Math.log10(1 + Math.max(0, durationMs));

const markPx: Record<PlacedItem['kind'], number> = { origin: 10, bar: 0, pause: 14, next: 46, end: 14 };

function byRank(items: Item[], widthPx: number): PlacedItem[] {
  const slot = Math.min(mostSlotPx, Math.max(leastSlotPx, (widthPx - pad * 2) / Math.max(1, items.length)));
  return items.map((item, index) => {
    const width =
      item.kind === 'bar' ? Math.min(slot * 0.62, rankBarPx(item.endMs - item.startMs)) : markPx[item.kind];
    return item.place(pad + index * slot, width, slot - labelGapPx);
  });
}

function byLog(items: Item[], widthPx: number): PlacedItem[] {
  const first = items[0]?.startMs ?? 0;
  const span = Math.max(1, ...items.map((item) => item.endMs - first));
  /** Below this the scale is nearly linear. */
  const unitMs = 20;
  const inner = Math.max(200, widthPx - pad * 2 - 100);
  const xOf = (ms: number) =>
    pad + (inner * Math.log1p(Math.max(0, ms - first) / unitMs)) / Math.log1p(span / unitMs);
  const starts = items.map((item) => xOf(item.startMs));
  let labelFreeFrom = 0;
  return items.map((item, index) => {
    const x = starts[index] ?? pad;
    const width = item.kind === 'bar' ? Math.max(6, xOf(item.endMs) - x) : markPx[item.kind];
    const room = (starts[index + 1] ?? x + 110) - x - labelGapPx;
    const labelPx = x >= labelFreeFrom && room >= 56 ? Math.min(room, 160) : 0;
    if (labelPx > 0) labelFreeFrom = x + labelPx;
    return item.place(x, width, labelPx);
  });
}

/**
 * Places a delivery's life on one axis. By `rank` every step has room of its own; by `log` the distance tells the time.
 * A `labelPx` of 0 means that there is no room for the label: it shows on hover and focus.
 */
export function layoutTimeline(model: TimelineModel, scale: TimelineScale, widthPx: number): TimelineLayout {
  const items = itemsOf(model);
  const placed = scale === 'rank' ? byRank(items, widthPx) : byLog(items, widthPx);
  const waits: PlacedWait[] = [];
  for (let index = 1; index < items.length; index++) {
    const before = items[index - 1];
    const after = items[index];
    const left = placed[index - 1];
    const right = placed[index];
    if (!before || !after || !left || !right || after.kind === 'end' || after.kind === 'pause') continue;
    const x = left.x + left.width;
    const ms = after.startMs - before.endMs;
    if (ms >= leastWaitMs && right.x > x) waits.push({ x, width: right.x - x, ms });
  }
  const lastEnd = Math.max(0, ...placed.map((item) => item.x + Math.max(item.width, item.labelPx)));
  return { widthPx: Math.max(widthPx, lastEnd + pad), items: placed, waits };
}
