import type { Tone } from '#renderer/ui/tone.ts';

/**
 * What a bar's time went to, in order. `DNS` to `download` are what a sender sees of an attempt; `reading` to `answering`
 * what a receiver does with a request.
 */
export type PhaseName =
  | 'DNS'
  | 'connect'
  | 'TLS'
  | 'send'
  | 'wait'
  | 'download'
  | 'reading'
  | 'verifying'
  | 'keeping'
  | 'answering';

export interface BarPhase {
  name: PhaseName;
  ms: number;
}

/** One attempt, or the catch of a request: a bar from its start to its end. */
export interface TimelineBar {
  /** Of this model alone; given to `onSelect`. */
  id: string;
  startMs: number;
  durationMs: number;
  phases: readonly BarPhase[];
  /** `broken`: cut off (reset). `open`: nobody answered (timeout). `running`: not over yet. */
  end: 'answered' | 'broken' | 'open' | 'running';
  tone: Tone;
  /** What came of it, such as `503` or `connection reset`. */
  label: string;
  detail: string;
  /** How long it could have lasted: drawn as a line after its start. */
  timeoutMs?: number | null | undefined;
}

/**
 * Why time passes without an attempt. `schedule`: the policy says so; `jitter`: with chance mixed in; `retry-after`: the
 * receiver asked for it; `retained`: its target is away; `held`: a person holds it back; `rate`: it waits for a free place;
 * `paused`: the queue was paused; `stopped`: Tacklebox did not run.
 */
export type WaitReason =
  | 'schedule'
  | 'jitter'
  | 'retry-after'
  | 'retained'
  | 'held'
  | 'rate'
  | 'paused'
  | 'stopped';

export interface TimelineWait {
  fromMs: number;
  toMs: number;
  reason: WaitReason;
  /** Why, in a sentence, where there is more to say than the reason. */
  detail?: string;
}

/** A span of something that lasts behind the attempts. */
export interface TimelineBand {
  kind: 'outage' | 'maintenance' | 'disabled' | 'paused';
  fromMs: number;
  /** Null: to the picture's end. */
  toMs: number | null;
  label: string;
}

/** An attempt that has not been made: the next one, or one that the policy still has. */
export interface TimelineGhost {
  id: string;
  atMs: number;
  label: string;
  detail: string;
  /** The one that is scheduled; its countdown is shown. */
  next?: boolean;
}

/** A moment with a mark: where a delivery came in. */
export interface TimelineMoment {
  atMs: number;
  label: string;
  detail: string;
  tone: Tone;
}

/** Where a track stands or how it ended; always in view at its right. */
export interface TimelineState {
  /** Marked on the axis where it is known. */
  atMs: number | null;
  kind: 'succeeded' | 'dead_letter' | 'failed' | 'cancelled' | 'waiting' | 'going_on';
  label: string;
  detail: string;
  tone: Tone;
}

/** One line of the picture: what went to one target, one policy, or one side of a forward. */
export interface TimelineTrack {
  id: string;
  /** Whose line it is; empty where there is but one. */
  label: string;
  start: TimelineMoment | null;
  /** In order of their start. */
  bars: readonly TimelineBar[];
  waits: readonly TimelineWait[];
  bands: readonly TimelineBand[];
  ghosts: readonly TimelineGhost[];
  state: TimelineState | null;
  /** Nobody published the timeouts of its bars: they are an assumption of ours, and are called so. */
  timeoutIsOurs?: boolean;
}

/** One or more lines on one axis. All times are milliseconds on one clock. */
export interface TimelineModel {
  /** `elapsed`: from 0, the story's beginning (virtual time). `wall`: Unix time. */
  clock: 'elapsed' | 'wall';
  tracks: readonly TimelineTrack[];
}

/** When a bar ended, or how far it has come. */
export const barEndMs = ({ startMs, durationMs }: TimelineBar): number => startMs + durationMs;

/** From the first to the last moment that is drawn; at least a millisecond. Bands without an end of their own add nothing. */
export function spanOf({ tracks }: TimelineModel): { fromMs: number; toMs: number } {
  const moments = tracks.flatMap(({ start, bars, waits, ghosts, state }) => [
    ...(start ? [start.atMs] : []),
    ...bars.flatMap((bar) => [bar.startMs, barEndMs(bar)]),
    ...waits.flatMap(({ fromMs, toMs }) => [fromMs, toMs]),
    ...ghosts.map(({ atMs }) => atMs),
    ...(state && state.atMs !== null ? [state.atMs] : []),
  ]);
  if (moments.length === 0) return { fromMs: 0, toMs: 1 };
  const fromMs = Math.min(...moments);
  return { fromMs, toMs: Math.max(fromMs + 1, ...moments) };
}

/**
 * The part of a story that has happened at `nowMs`: what begins later is left out, what is under way is cut there, and the
 * end is known only once it has come. For a time-lapse; the axis stays the whole story's.
 */
export function storyUntil(model: TimelineModel, nowMs: number): TimelineModel {
  return {
    ...model,
    tracks: model.tracks.map((track) => ({
      ...track,
      start: track.start && track.start.atMs <= nowMs ? track.start : null,
      bars: track.bars
        .filter(({ startMs }) => startMs <= nowMs)
        .map((bar) => (barEndMs(bar) <= nowMs ? bar : runningAt(bar, nowMs))),
      waits: track.waits
        .filter(({ fromMs }) => fromMs < nowMs)
        .map((wait) => ({ ...wait, toMs: Math.min(wait.toMs, nowMs) })),
      bands: track.bands
        .filter(({ fromMs }) => fromMs <= nowMs)
        .map((band) => ({ ...band, toMs: Math.min(band.toMs ?? nowMs, nowMs) })),
      state:
        track.state && (track.state.atMs === null || track.state.atMs <= nowMs)
          ? track.state
          : { atMs: null, kind: 'going_on', label: 'goes on', detail: '', tone: 'info' },
    })),
  };
}

function runningAt(bar: TimelineBar, nowMs: number): TimelineBar {
  const durationMs = nowMs - bar.startMs;
  let leftMs = durationMs;
  const phases = bar.phases.map(({ name, ms }) => {
    const part = Math.min(ms, leftMs);
    leftMs -= part;
    return { name, ms: part };
  });
  return { ...bar, durationMs, phases, end: 'running', tone: 'info', label: 'running', detail: '' };
}
