import { formatDuration } from '#core/numbers/duration.ts';
import type { SimulatedAttempt } from '#core/retry/simulation/simulation.ts';
import { plural } from '#renderer/ui/format.ts';
import type { TimelineBar, TimelineModel } from '#renderer/webhook/timeline/model.ts';

/** An attempt on a clock that begins at 0, played or real. */
export type VirtualAttempt = Pick<
  SimulatedAttempt,
  'number' | 'startMs' | 'endMs' | 'status' | 'failed' | 'waitMs'
>;

/** A delivery's life in virtual time; `result` is null while it goes on. */
export interface VirtualLife {
  attempts: readonly VirtualAttempt[];
  result: 'succeeded' | 'dead_letter' | null;
  reason: string | null;
}

const failureWords: Record<NonNullable<SimulatedAttempt['failed']>, string> = {
  refused: 'connection refused',
  reset: 'connection reset',
  dns: 'name not found',
  unreachable: 'unreachable',
  tls: 'TLS failed',
  connect_timeout: 'no connection in time',
  response_timeout: 'no answer in time',
  response_too_large: 'answer too large',
  invalid_response: 'no valid answer',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
  other: 'failed',
};

/** How an attempt ended, in a word or two. */
export const attemptWord = ({ status, failed }: Pick<VirtualAttempt, 'status' | 'failed'>): string =>
  failed === null ? String(status) : failureWords[failed];

const endOf = ({ failed }: VirtualAttempt): TimelineBar['end'] =>
  failed === 'response_timeout' ? 'open' : failed === null ? 'answered' : 'broken';

/** The same drawing as for real deliveries, on a clock that begins at 0. */
export function timelineOf({ attempts, result }: VirtualLife): TimelineModel {
  const last = attempts.at(-1);
  return {
    origin: { atMs: 0, label: 'sent', detail: '', tone: 'accent' },
    bars: attempts.map((attempt) => {
      const durationMs = attempt.endMs - attempt.startMs;
      const good = result === 'succeeded' && attempt === last;
      return {
        id: `attempt-${attempt.number}`,
        startMs: attempt.startMs,
        durationMs,
        phases: [{ name: 'wait', ms: durationMs }],
        end: endOf(attempt),
        tone: good ? 'ok' : attempt.failed === null ? 'bad' : 'warn',
        label: attemptWord(attempt),
        detail:
          attempt.startMs === 0 ? `attempt ${attempt.number}` : `after ${formatDuration(attempt.startMs)}`,
      };
    }),
    pause: null,
    next:
      result === null && last && last.waitMs !== null
        ? [
            {
              id: 'next',
              atMs: last.endMs + last.waitMs,
              label: 'next',
              detail: `attempt ${last.number + 1}`,
            },
          ]
        : [],
    end:
      result === 'dead_letter' && last
        ? {
            atMs: last.endMs,
            label: 'dead letter',
            detail: `after ${plural(attempts.length, 'attempt')}`,
            tone: 'bad',
          }
        : null,
  };
}

/** What came of it, for the top. */
export function resultSentence({ result, attempts }: VirtualLife): string {
  const count = plural(attempts.length, 'attempt');
  const took = formatDuration(attempts.at(-1)?.endMs ?? 0);
  if (result === null) return `${count} so far.`;
  return result === 'succeeded'
    ? `Delivered after ${took}, with ${count}.`
    : `A dead letter after ${took} and ${count}.`;
}
