import type { GivenAnswer } from './answer.ts';
import type { Attempt } from './attempt.ts';
import type { Delivery, DeliveryState, TimelineEntry, VerdictMark } from './delivery.ts';
import { explainOutcome } from './explain-attempt.ts';

/** What a timeline is made of. */
export interface TimelineFacts {
  direction: Delivery['direction'];
  receivedAtMs: number;
  verdict: VerdictMark;
  answer: GivenAnswer | null;
  state: DeliveryState;
  /** Oldest first. */
  attempts: readonly Attempt[];
}

const iso = (ms: number): string => new Date(ms).toISOString();

const wordsOf = ({ outcome }: Attempt): string => (outcome ? explainOutcome(outcome) : '');

/** Why the policy gave up, after how the last attempt fared. */
function whyGivenUp(attempt: Attempt): string {
  const { sequel } = attempt;
  const why = sequel?.kind === 'gave_up' || sequel?.kind === 'switched_off' ? sequel.reason : '';
  return [wordsOf(attempt), why].filter(Boolean).join(' ');
}

function endOf(attempt: Attempt): string {
  const from = attempt.startedAt ?? attempt.scheduledAt;
  return iso(Date.parse(from) + (attempt.durationMs ?? 0));
}

function ending({ state, attempts }: TimelineFacts): TimelineEntry[] {
  const last = attempts.at(-1);
  if (!last) return [];
  const failed = attempts.findLast(({ outcome }) => outcome !== null);
  switch (state) {
    case 'retained':
      return failed
        ? [{ kind: 'retained', at: endOf(failed), reason: wordsOf(failed) }]
        : [
            {
              kind: 'retained',
              at: last.scheduledAt,
              reason: 'Its target is down, and earlier deliveries wait too.',
            },
          ];
    case 'held':
      return [{ kind: 'held', at: last.scheduledAt }];
    case 'dead_letter': {
      const given = attempts.findLast(
        ({ sequel }) => sequel?.kind === 'gave_up' || sequel?.kind === 'switched_off',
      );
      const ended = given ?? failed;
      return ended ? [{ kind: 'dead_letter', at: endOf(ended), reason: whyGivenUp(ended) }] : [];
    }
    case 'cancelled':
      return [{ kind: 'cancelled', at: endOf(last) }];
    default:
      return [];
  }
}

/** The moments of a delivery's life in order of time: derived from what is kept, never kept itself. */
export function timelineOf(facts: TimelineFacts): TimelineEntry[] {
  const { direction, receivedAtMs, verdict, answer, state, attempts } = facts;
  const at = iso(receivedAtMs);
  const entries: TimelineEntry[] =
    direction === 'in'
      ? [
          { kind: 'caught', at },
          { kind: 'verified', at, verdict },
        ]
      : [{ kind: 'composed', at }];
  if (answer && answer.status !== null) {
    entries.push({
      kind: 'answered',
      at: iso(receivedAtMs + answer.durationMs),
      status: answer.status,
      durationMs: answer.durationMs,
    });
  }
  for (const attempt of attempts) {
    if (attempt.startedAt !== null) {
      entries.push({ kind: 'attempt', at: attempt.startedAt, attemptId: attempt.attemptId });
    } else if (attempt.state === 'scheduled' && state !== 'held' && state !== 'retained') {
      entries.push({ kind: 'next_attempt', at: attempt.scheduledAt, number: attempt.number });
    }
  }
  return [...entries, ...ending(facts)].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
