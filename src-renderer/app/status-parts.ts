import { CircleAlert, CirclePause, Inbox, type LucideIcon, Pause, Radio, RotateCw } from 'lucide-react';
import type { QueueState } from '#core/contract/queue.ts';
import type { Counts, ReceiverStatus } from '#core/contract/system.ts';
import type { ScreenId, ScreenParams } from '../platform/navigation.ts';
import { formatCount, plural } from '../ui/format.ts';
import type { Tone } from '../ui/tone.ts';

/** One thing that the status bar tells, and where it leads. */
export interface StatusPart {
  id: string;
  icon?: LucideIcon;
  text: string;
  tone: Tone;
  opens: ScreenId;
  params?: ScreenParams;
  /** What a click does instead of opening a screen. */
  does?: 'resume_sending' | 'switch_on';
  /** What a click does, in words, where the text does not say it. */
  hint?: string;
}

const hostOf = (origin: string): string => origin.replace(/^https?:\/\//, '');

function receiverPart(receiver: ReceiverStatus): StatusPart {
  return receiver.listening
    ? { id: 'receiver', icon: Radio, text: `Receiver on :${receiver.port}`, tone: 'ok', opens: 'endpoints' }
    : {
        id: 'receiver',
        icon: CircleAlert,
        text: receiver.problem ?? 'The receiver is not listening',
        tone: 'bad',
        opens: 'settings',
      };
}

/** A count that leads to the deliveries that it counts; none where there are none. */
function waiting(
  id: 'pending' | 'retrying' | 'retained' | 'held',
  count: number,
  words: string,
  tone: Tone,
  icon?: LucideIcon,
): StatusPart[] {
  if (count === 0) return [];
  const part: StatusPart = {
    id,
    text: `${formatCount(count)} ${words}`,
    tone,
    opens: 'inbox',
    params: id === 'pending' ? { facet: 'all', filter: 'status:pending' } : { facet: id, filter: '' },
  };
  return [icon ? { ...part, icon } : part];
}

/** Targets that a policy has switched off; a click takes it back. */
function switchedOff(queue: QueueState | null): StatusPart[] {
  const [first, ...others] = queue?.switchedOff ?? [];
  if (!first) return [];
  const text =
    others.length === 0
      ? `${hostOf(new URL(first.url).origin)} switched off by its policy`
      : `${others.length + 1} targets switched off by their policies`;
  return [
    {
      id: 'switched-off',
      icon: CirclePause,
      text,
      tone: 'bad',
      opens: 'inbox',
      does: 'switch_on',
      hint: `Switch on again: ${first.because}`,
    },
  ];
}

/** What listens where, what waits and for whom, what failed; in that order. */
export function statusParts(
  counts: Counts | null,
  receiver: ReceiverStatus | null,
  queue: QueueState | null,
): StatusPart[] {
  const parts = receiver ? [receiverPart(receiver)] : [];
  if (!counts) return parts;
  const [away, ...othersAway] = queue?.down ?? [];
  const retainedFor = away && othersAway.length === 0 ? `retained for ${hostOf(away.origin)}` : 'retained';
  return [
    ...parts,
    {
      id: 'all',
      text: plural(counts.deliveries, 'delivery', 'deliveries'),
      tone: 'neutral',
      opens: 'inbox',
      params: { facet: 'all', filter: '' },
    },
    ...(queue?.paused
      ? [
          {
            id: 'paused',
            icon: CirclePause,
            text: 'Sending paused',
            tone: 'held',
            opens: 'inbox',
            does: 'resume_sending',
            hint: 'Resume sending',
          } satisfies StatusPart,
        ]
      : []),
    ...switchedOff(queue),
    ...waiting('pending', counts.pending, 'pending', 'neutral'),
    ...waiting('retrying', counts.retrying, 'retrying', 'warn', RotateCw),
    ...waiting('retained', counts.retained, retainedFor, 'held', Pause),
    ...waiting('held', counts.held, 'held', 'held', Pause),
    ...(counts.deadLetters > 0
      ? [
          {
            id: 'dead',
            icon: Inbox,
            text: plural(counts.deadLetters, 'dead letter'),
            tone: 'bad',
            opens: 'inbox',
            params: { facet: 'dead', filter: '' },
          } satisfies StatusPart,
        ]
      : []),
    ...(counts.damaged > 0
      ? [
          {
            id: 'damaged',
            icon: CircleAlert,
            text: `${plural(counts.damaged, 'row')} set aside`,
            tone: 'warn',
            opens: 'settings',
            hint: 'Rows of the history that could not be read: see Settings',
          } satisfies StatusPart,
        ]
      : []),
  ];
}
