import { formatDuration } from '#core/numbers/duration.ts';
import type { PhaseName, TimelineBand, TimelineBar, TimelineWait, WaitReason } from './model.ts';

/** Why a wait is one: for the line itself, and as a sentence for whoever asks. */
export const waitWords: Record<
  WaitReason,
  { short: string; sentence: string; colour: string; dash?: string }
> = {
  schedule: { short: 'schedule', sentence: "the policy's schedule", colour: 'var(--line-strong)' },
  jitter: {
    short: 'jitter',
    sentence: "the policy's schedule, with chance mixed in",
    colour: 'var(--line-strong)',
    dash: '6 2 2 2',
  },
  'retry-after': {
    short: 'Retry-After',
    sentence: 'the receiver asked for it (Retry-After)',
    colour: 'var(--info)',
  },
  retained: { short: 'target away', sentence: 'its target takes nothing', colour: 'var(--held)' },
  held: { short: 'held', sentence: 'held back by a person', colour: 'var(--held)', dash: '2 3' },
  paused: { short: 'paused', sentence: 'the queue was paused', colour: 'var(--soft)', dash: '2 3' },
  stopped: { short: 'not running', sentence: 'Tacklebox did not run', colour: 'var(--soft)', dash: '1 3' },
  rate: {
    short: 'its turn',
    sentence: 'no place was free at its target',
    colour: 'var(--warn)',
    dash: '4 2',
  },
};

/** What each phase of a bar is, and its colour; `wait` has the colour of what came of the attempt. */
export const phaseWords: Record<PhaseName, { sentence: string; colour: string | null }> = {
  DNS: { sentence: 'the name was looked up', colour: 'var(--held)' },
  connect: { sentence: 'the connection was made', colour: 'var(--info)' },
  TLS: { sentence: 'TLS was agreed on', colour: 'var(--accent)' },
  send: { sentence: 'the request was sent', colour: 'var(--line-strong)' },
  wait: { sentence: 'waiting for the answer', colour: null },
  download: { sentence: 'the answer was read', colour: 'var(--soft)' },
  reading: { sentence: 'the request was read', colour: 'var(--info)' },
  verifying: { sentence: 'the signature was checked', colour: 'var(--accent)' },
  keeping: { sentence: 'it was written down', colour: 'var(--held)' },
  answering: { sentence: 'the answer was given', colour: null },
};

export const bandWords: Record<TimelineBand['kind'], { short: string; colour: string }> = {
  outage: { short: 'outage', colour: 'var(--bad)' },
  maintenance: { short: 'maintenance', colour: 'var(--warn)' },
  disabled: { short: 'switched off', colour: 'var(--held)' },
  paused: { short: 'paused', colour: 'var(--soft)' },
};

/** `5 min, the policy's schedule`. */
export const waitSentence = ({ fromMs, toMs, reason, detail }: TimelineWait): string =>
  `waits ${formatDuration(toMs - fromMs)}: ${detail ?? waitWords[reason].sentence}`;

/** `12 ms (connect 2 ms, wait 10 ms)`. */
export function durationWords({ durationMs, phases }: TimelineBar): string {
  const parts = phases.filter(({ ms }) => ms > 0).map(({ name, ms }) => `${name} ${formatDuration(ms)}`);
  return `${formatDuration(durationMs)}${parts.length > 1 ? ` (${parts.join(', ')})` : ''}`;
}
