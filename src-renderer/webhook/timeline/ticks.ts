import { scaleLinear } from 'd3-scale';
import { timeTicks, utcTicks } from 'd3-time';
import { dayMs, formatDuration } from '#core/numbers/duration.ts';
import { formatTimeOfDay, type TimeZoneChoice } from '#renderer/ui/format.ts';
import { spanOf, type TimelineModel } from './model.ts';
import type { TimeScale } from './scale.ts';

export interface Tick {
  ms: number;
  x: number;
  label: string;
}

const leastTickPx = 76;

/** On a logarithmic axis: what people say for each order of time. */
const roundMs = [
  1, 10, 100, 1000, 10_000, 60_000, 600_000, 3_600_000, 21_600_000, 86_400_000, 604_800_000, 2_592_000_000,
  31_536_000_000,
];

/** How many decimals a multiple of `step` needs, at most three. */
const digitsFor = (step: number): number =>
  [0, 1, 2].find((digits) => Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) < 1e-6) ?? 3;

/** `2 s`, `5 min`, `6:05:12` (hours first), `3 d`, `3 d 6 h`: as exact as the steps of the axis are fine. */
export function offsetLabel(ms: number, stepMs: number): string {
  if (ms === 0 || ms < 60_000) return shortSpan(ms, stepMs);
  if (stepMs >= 60_000) return formatDuration(ms);
  const digits = digitsFor(stepMs / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const tenths = 10 ** digits;
  const units = Math.round((ms / 1000) * tenths);
  const seconds = Math.floor(units / tenths);
  const rest = digits === 0 ? '' : `.${String(units % tenths).padStart(digits, '0')}`;
  const hours = Math.floor(seconds / 3600);
  return `${hours}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}${rest}`;
}

/** A span below a minute with as many digits as steps need: `12.25 s`, `250 ms`. */
function shortSpan(ms: number, stepMs: number): string {
  if (ms === 0) return '0';
  return ms < 1000
    ? `${trimmed(ms.toFixed(digitsFor(stepMs)))} ms`
    : `${trimmed((ms / 1000).toFixed(digitsFor(stepMs / 1000)))} s`;
}

const trimmed = (figure: string): string =>
  figure.includes('.') ? figure.replace(/0+$/, '').replace(/\.$/, '') : figure;

const months = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });
const monthsUtc = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** `14:02`, `14:02:11`, `14:02:11.250`; the day at midnight and where the steps are days. */
function wallLabel(ms: number, stepMs: number, zone: TimeZoneChoice): string {
  const time = formatTimeOfDay(new Date(ms).toISOString(), zone);
  if (stepMs >= dayMs || time.startsWith('00:00:00.000'))
    return (zone === 'utc' ? monthsUtc : months).format(ms);
  if (stepMs >= 60_000) return time.slice(0, 5);
  return stepMs >= 1000 ? time.slice(0, 8) : time;
}

/** Round moments of a linear axis, as d3 finds them: of the calendar where the clock is one, else of a span from the beginning. */
function linearTicks(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  count: number,
  clock: TimelineModel['clock'],
  zone: TimeZoneChoice,
): number[] {
  const spanMs = toMs - fromMs;
  // Steps below a millisecond are no business of calendars.
  if (spanMs < count) return scaleLinear().domain([fromMs, toMs]).ticks(count);
  if (clock === 'wall') {
    const calendarTicks = zone === 'utc' ? utcTicks : timeTicks;
    return calendarTicks(new Date(fromMs), new Date(toMs), count).map(Number);
  }
  if (spanMs / count >= dayMs / 2) {
    const days = scaleLinear().domain([fromMs / dayMs, toMs / dayMs]);
    return days.ticks(count).map((day) => day * dayMs);
  }
  return utcTicks(new Date(fromMs), new Date(toMs), count).map(Number);
}

/** Those that have room, the first of each crowd. */
function thinned(moments: readonly number[], scale: TimeScale, leastPx: number): number[] {
  let freeFrom = Number.NEGATIVE_INFINITY;
  return moments.filter((ms) => {
    const x = scale.x(ms);
    if (x < freeFrom) return false;
    freeFrom = x + leastPx;
    return true;
  });
}

const characterPx = 6.6;
const apartPx = 10;
const edgeWordsPx = 24;

/** Where a tick's words stand: in its middle, and inside the picture at its edges. */
export const tickAnchor = (x: number, widthPx: number): 'start' | 'middle' | 'end' =>
  x < edgeWordsPx ? 'start' : x > widthPx - edgeWordsPx ? 'end' : 'middle';

/** Those whose words have room, from the left. */
function withRoom(ticks: readonly Tick[], widthPx: number): Tick[] {
  let freeFrom = Number.NEGATIVE_INFINITY;
  return ticks.filter(({ x, label }) => {
    const words = label.length * characterPx;
    const left = x - { start: 0, middle: words / 2, end: words }[tickAnchor(x, widthPx)];
    if (left < freeFrom) return false;
    freeFrom = left + words + apartPx;
    return true;
  });
}

/** The marks of the axis that are in view, each with its words. */
export function ticksOf(
  model: TimelineModel,
  scale: TimeScale,
  widthPx: number,
  zone: TimeZoneChoice,
): Tick[] {
  const { fromMs } = spanOf(model);
  const { visible } = scale;
  const inView = (ms: number) => {
    const x = scale.x(ms);
    return x >= 0 && x <= widthPx;
  };
  const at = (moments: readonly number[], label: (ms: number) => string): Tick[] =>
    moments.map((ms) => ({ ms, x: scale.x(ms), label: label(ms) }));
  const count = Math.max(2, Math.floor(widthPx / leastTickPx / 1.25));
  if (scale.kind === 'linear') {
    const moments = linearTicks(visible, count, model.clock, zone);
    const stepMs = moments.length > 1 ? (moments[1] ?? 0) - (moments[0] ?? 0) : visible.toMs - visible.fromMs;
    const label = (ms: number) =>
      model.clock === 'wall' ? wallLabel(ms, stepMs, zone) : offsetLabel(ms, stepMs);
    return withRoom(at(moments.filter(inView), label), widthPx);
  }
  const since = (ms: number) => (ms === fromMs ? 'start' : `+${formatDuration(ms - fromMs)}`);
  if (scale.kind === 'log') {
    const round = [fromMs, ...roundMs.map((ms) => fromMs + ms)].filter(inView);
    const enough =
      round.length >= 3 ? round : scaleLinear().domain([visible.fromMs, visible.toMs]).ticks(count);
    return at(thinned(enough, scale, leastTickPx), (ms) =>
      round.length >= 3 ? since(ms) : `+${offsetLabel(ms - fromMs, (visible.toMs - visible.fromMs) / count)}`,
    );
  }
  const starts = model.tracks.flatMap(({ start, bars, ghosts }) => [
    ...(start ? [start.atMs] : []),
    ...bars.map(({ startMs }) => startMs),
    ...ghosts.map(({ atMs }) => atMs),
  ]);
  const ordered = [...new Set(starts)].sort((a, b) => a - b).filter(inView);
  return at(thinned(ordered, scale, leastTickPx), since);
}
