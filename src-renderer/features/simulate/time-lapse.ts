import { barEndMs, spanOf, type TimelineModel } from '#renderer/webhook/timeline/model.ts';

/** Story time that passes in a second of watching. */
export const speeds = [
  { value: '1000', label: '1 s a second', msPerSecond: 1000 },
  { value: '60000', label: '1 min a second', msPerSecond: 60_000 },
  { value: '600000', label: '10 min a second', msPerSecond: 600_000 },
  { value: '3600000', label: '1 h a second', msPerSecond: 3_600_000 },
  { value: '21600000', label: '6 h a second', msPerSecond: 21_600_000 },
  { value: '86400000', label: '1 day a second', msPerSecond: 86_400_000 },
] as const;
export type Speed = (typeof speeds)[number]['value'];

/** A story is over in about so long. */
const wantedSeconds = 12;

/** The speed at which a story takes nearest to a comfortable time. */
export function fittingSpeed(model: TimelineModel): Speed {
  const { fromMs, toMs } = spanOf(model);
  const wanted = (toMs - fromMs) / wantedSeconds;
  const distance = (msPerSecond: number) => Math.abs(Math.log(msPerSecond / wanted));
  return speeds.toSorted((a, b) => distance(a.msPerSecond) - distance(b.msPerSecond))[0]?.value ?? '60000';
}

/** Moments in which something happens, in order: attempts that begin or end, and the end of all. */
function momentsOf(model: TimelineModel): number[] {
  const { fromMs, toMs } = spanOf(model);
  const moments = model.tracks.flatMap(({ bars }) => bars.flatMap((bar) => [bar.startMs, barEndMs(bar)]));
  return [...new Set([fromMs, ...moments, toMs])].sort((a, b) => a - b);
}

/** The moment after `nowMs` in which something happens; the story's end where nothing does. */
export const nextMoment = (model: TimelineModel, nowMs: number): number =>
  momentsOf(model).find((ms) => ms > nowMs) ?? spanOf(model).toMs;
