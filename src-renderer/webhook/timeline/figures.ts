import { formatDuration } from '#core/numbers/duration.ts';
import { formatTimeOfDay, type TimeZoneChoice } from '#renderer/ui/format.ts';
import type { PlacedMark } from './layout.ts';
import { barEndMs, type TimelineBar, type TimelineModel, type TimelineTrack } from './model.ts';
import { durationWords, waitSentence } from './words.ts';

/** A moment in words: the time of day, or how long after the beginning. */
export function momentWords(ms: number, clock: TimelineModel['clock'], zone: TimeZoneChoice): string {
  if (clock === 'wall') return formatTimeOfDay(new Date(ms).toISOString(), zone);
  return ms === 0 ? 'at the start' : `after ${formatDuration(ms)}`;
}

/** The wait that a bar ended in, and the band it began in. */
function aroundOf(bar: TimelineBar, { waits, bands }: TimelineTrack): string[] {
  const wait = waits.find(({ fromMs }) => Math.abs(fromMs - barEndMs(bar)) < 1);
  const band = bands.find(
    ({ fromMs, toMs }) => fromMs <= bar.startMs && bar.startMs < (toMs ?? Number.POSITIVE_INFINITY),
  );
  return [...(band ? [`during ${band.label}`] : []), ...(wait ? [waitSentence(wait)] : [])];
}

/** All that is known of a mark in one line, for hover, focus and screen readers. */
export function markWords(
  mark: PlacedMark,
  track: TimelineTrack,
  clock: TimelineModel['clock'],
  zone: TimeZoneChoice,
): string {
  const at = (ms: number) => momentWords(ms, clock, zone);
  const parts = (): string[] => {
    switch (mark.kind) {
      case 'bar': {
        const { bar } = mark;
        return [
          bar.label,
          bar.detail,
          at(bar.startMs),
          durationWords(bar),
          ...(bar.end === 'open' && track.timeoutIsOurs ? ['the timeout is ours'] : []),
          ...aroundOf(bar, track),
        ];
      }
      case 'ghost':
        return [mark.ghost.label, mark.ghost.detail, at(mark.ghost.atMs)];
      case 'start':
        return [mark.moment.label, mark.moment.detail, at(mark.moment.atMs)];
      case 'end':
        return [
          mark.state.label,
          mark.state.detail,
          ...(mark.state.atMs === null ? [] : [at(mark.state.atMs)]),
        ];
    }
  };
  return [track.label, ...parts()].filter(Boolean).join(' · ');
}
