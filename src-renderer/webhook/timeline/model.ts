import type { Tone } from '#renderer/ui/tone.ts';

/** What an attempt spent its time on, in order. */
export interface BarPhase {
  name: 'DNS' | 'connect' | 'TLS' | 'send' | 'wait' | 'download';
  ms: number;
}

/** One attempt: a bar. */
export interface TimelineBar {
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
}

/** A moment: where it began, where it pauses, where it ends. */
export interface TimelineMoment {
  atMs: number;
  label: string;
  detail: string;
  tone: Tone;
}

/** The life of one delivery, in real or in virtual time. */
export interface TimelineModel {
  origin: TimelineMoment;
  /** In order of their start. */
  bars: readonly TimelineBar[];
  /** It waits for something other than the clock. */
  pause: TimelineMoment | null;
  /** Attempts yet to come, in order. */
  next: readonly { id: string; atMs: number; label: string; detail: string }[];
  /** It is over for good. */
  end: TimelineMoment | null;
}
