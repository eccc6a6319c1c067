import type { SimulatedAttempt } from '#core/retry/simulation/simulation.ts';
import { formatDuration, plural } from '#renderer/ui/format.ts';
import type { TimelineBar, TimelineModel } from '#renderer/ui/timeline/model.ts';
import type { SimulationResult } from './use-simulation.ts';

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
export const attemptWord = ({ status, failed }: Pick<SimulatedAttempt, 'status' | 'failed'>): string =>
  failed === null ? String(status) : failureWords[failed];

const endOf = ({ failed }: SimulatedAttempt): TimelineBar['end'] =>
  failed === 'response_timeout' ? 'open' : failed === null ? 'answered' : 'broken';

/** The same drawing as for real deliveries, on a clock that begins at 0. */
export function timelineOf(result: SimulationResult): TimelineModel {
  const attempts = result.attempts ?? [];
  const last = attempts.at(-1);
  const succeeded = result.result === 'succeeded';
  return {
    origin: { atMs: 0, label: 'sent', detail: '', tone: 'accent' },
    bars: attempts.map((attempt) => {
      const good = succeeded && attempt === last;
      const durationMs = attempt.endMs - attempt.startMs;
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
    next: [],
    end:
      succeeded || !last
        ? null
        : {
            atMs: last.endMs,
            label: 'dead letter',
            detail: `after ${plural(attempts.length, 'attempt')}`,
            tone: 'bad',
          },
  };
}

/** What came of it, for the top. */
export function resultSentence({ result, attempts = [], totalMs = 0 }: SimulationResult): string {
  const count = plural(attempts.length, 'attempt');
  return result === 'succeeded'
    ? `Delivered after ${formatDuration(totalMs)}, with ${count}.`
    : `A dead letter after ${formatDuration(totalMs)} and ${count}.`;
}
