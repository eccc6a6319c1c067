import {
  Ban,
  CircleCheck,
  CircleX,
  Clock,
  Copy,
  Inbox,
  type LucideIcon,
  Pause,
  Plug,
  RotateCw,
  Shield,
  ShieldCheck,
  ShieldX,
} from 'lucide-react';
import type { DeliveryState, DeliverySummary, VerdictMark } from '#core/delivery/delivery.ts';
import type { Tone } from '#renderer/ui/tone.ts';

/** How a state is said: its icon, its word, its colour. */
export interface Mark {
  icon: LucideIcon;
  word: string;
  tone: Tone;
}

export const verdictMarks: Record<VerdictMark, Mark> = {
  verified: { icon: ShieldCheck, word: 'Verified', tone: 'ok' },
  failed: { icon: ShieldX, word: 'Failed', tone: 'bad' },
  unverified: { icon: Shield, word: 'Unverified', tone: 'neutral' },
  handshake: { icon: Plug, word: 'Handshake', tone: 'info' },
};

const stateMarks: Partial<Record<DeliveryState, Mark>> = {
  pending: { icon: Clock, word: 'Pending', tone: 'neutral' },
  retrying: { icon: RotateCw, word: 'Retrying', tone: 'warn' },
  dead_letter: { icon: Inbox, word: 'Dead letter', tone: 'bad' },
  retained: { icon: Pause, word: 'Retained', tone: 'held' },
  held: { icon: Pause, word: 'Held', tone: 'held' },
};

const outMarks: Partial<Record<DeliveryState, Mark>> = {
  succeeded: { icon: CircleCheck, word: 'Delivered', tone: 'ok' },
  failed: { icon: CircleX, word: 'Not delivered', tone: 'bad' },
  cancelled: { icon: Ban, word: 'Cancelled', tone: 'neutral' },
};

/** The state of a delivery's attempts, where there is something to say about it. */
export const stateMark = (row: DeliverySummary): Mark | null =>
  stateMarks[row.state] ??
  (row.direction === 'out' || row.attempts > 0 ? (outMarks[row.state] ?? null) : null);

/** The one mark of a row: what needs attention wins over what is well. */
export function rowMark(row: DeliverySummary): Mark {
  const state = stateMarks[row.state];
  if (state) return state;
  if (row.direction === 'out') return outMarks[row.state] ?? verdictMarks.unverified;
  if (row.verdict === 'failed') return verdictMarks.failed;
  if (row.duplicateOf) return { icon: Copy, word: 'Duplicate', tone: 'neutral' };
  return verdictMarks[row.verdict];
}

/** The colour of a status: 2xx is quiet, as it is what one expects. */
export function statusTone(status: number | null): string {
  if (status === null) return 'text-faint';
  if (status < 300) return 'text-soft';
  if (status < 400) return 'text-info';
  return status < 500 ? 'text-bad' : 'text-warn';
}
