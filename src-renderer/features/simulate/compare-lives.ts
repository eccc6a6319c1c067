import { formatDuration } from '#core/numbers/duration.ts';
import { plural } from '#renderer/ui/format.ts';
import type { VirtualLife } from './simulated-timeline.ts';

export interface NamedLife {
  title: string;
  life: VirtualLife;
}

const tookMs = ({ attempts }: VirtualLife): number =>
  (attempts.at(-1)?.endMs ?? 0) - (attempts[0]?.startMs ?? 0);

const attemptsOf = ({ attempts }: VirtualLife): string => plural(attempts.length, 'attempt');

/** What came of one: "Stripe delivers after 10 h, with 8 attempts". */
const fate = ({ title, life }: NamedLife): string => {
  const words = { succeeded: 'delivers after', dead_letter: 'gives up after' };
  const ended = life.result === null ? 'goes on after' : words[life.result];
  return `${title} ${ended} ${formatDuration(tookMs(life))}, with ${attemptsOf(life)}`;
};

function fewer(a: VirtualLife, b: VirtualLife): string {
  const difference = a.attempts.length - b.attempts.length;
  if (difference === 0) return `with as many attempts (${a.attempts.length})`;
  return `with ${plural(Math.abs(difference), 'attempt')} ${difference < 0 ? 'fewer' : 'more'} (${a.attempts.length} against ${b.attempts.length})`;
}

/** Nearer than this two durations are one to a person. */
const sameMs = 1;

function againstFirst(first: NamedLife, other: NamedLife): string {
  const [a, b] = [first.life, other.life];
  if (a.result !== b.result || a.result === null) return `${fate(first)}; ${fate(other)}.`;
  const byMs = tookMs(b) - tookMs(a);
  const verb = a.result === 'succeeded' ? 'delivers' : 'gives up';
  if (Math.abs(byMs) < sameMs)
    return `${other.title} ${verb} at the same moment as ${first.title}, after ${formatDuration(tookMs(a))}, ${fewer(b, a)}.`;
  const order = byMs < 0 ? 'earlier' : 'later';
  return `${other.title} ${verb} ${formatDuration(Math.abs(byMs))} ${order} than ${first.title} (after ${formatDuration(tookMs(b))} against ${formatDuration(tookMs(a))}), ${fewer(b, a)}.`;
}

/** The difference between the first life and each of the others, a sentence each. None where there is but one. */
export const differencesInWords = ([first, ...others]: readonly NamedLife[]): string[] =>
  first ? others.map((other) => againstFirst(first, other)) : [];
