import type { Behaviour, MeasuredWindow } from '../scenario.ts';
import type { MeasuredAttempt } from './measured-attempt.ts';

type Mix = MeasuredWindow['mix'];

/** Where the sorted latencies of one outcome are cut: tenths, and finer towards the slow end, where it matters. */
const cuts = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1];

/** Outcomes told apart in one window; those after the commonest count as one of them. */
const mostOutcomes = 12;

/** What a receiver would have to do for an attempt to fail so. */
function failingBehaviour({ failed }: MeasuredAttempt): Behaviour {
  switch (failed) {
    case 'refused':
    case 'dns':
    case 'unreachable':
    case 'tls':
      return { do: 'refuse' };
    case 'connect_timeout':
    case 'response_timeout':
      return { do: 'hang' };
    case 'response_too_large':
    case 'invalid_response':
      return { do: 'garbage', bytes: 64 };
    default:
      return { do: 'empty_reply' };
  }
}

const answering = (status: number, retryAfterSeconds: number | null, delayMs: number): Behaviour => ({
  do: 'respond',
  status: Math.min(599, Math.max(200, status)),
  headers: retryAfterSeconds === null ? [] : [['Retry-After', String(retryAfterSeconds)]],
  body: '',
  delayMs,
});

/** Sorted values cut into groups, each with its count and its mean: the mean of all stays what it was. */
function latencyGroups(sorted: readonly number[]): { count: number; meanMs: number }[] {
  const edges = [...new Set(cuts.map((cut) => Math.round(cut * sorted.length)))];
  return edges.slice(1).map((to, at) => {
    const group = sorted.slice(edges[at] ?? 0, to);
    return { count: group.length, meanMs: group.reduce((sum, ms) => sum + ms, 0) / group.length };
  });
}

const outcomeOf = ({ status, failed, retryAfterSeconds }: MeasuredAttempt): string =>
  status === null ? `${failed}` : `${status} ${retryAfterSeconds ?? ''}`;

/** What attempts met, as a mix to draw from: each outcome by how often it came, each answer by how long it took. */
export function fitMix(attempts: readonly MeasuredAttempt[]): Mix {
  const byOutcome = new Map<string, MeasuredAttempt[]>();
  for (const attempt of attempts) {
    const outcome = outcomeOf(attempt);
    const known = byOutcome.get(outcome);
    if (known) known.push(attempt);
    else byOutcome.set(outcome, [attempt]);
  }
  const outcomes = [...byOutcome.values()].sort((a, b) => b.length - a.length).slice(0, mostOutcomes);
  const total = outcomes.reduce((sum, { length }) => sum + length, 0);
  return outcomes.flatMap((group): Mix => {
    const [first] = group;
    if (!first) return [];
    if (first.status === null) return [{ share: group.length / total, behaviour: failingBehaviour(first) }];
    const { status, retryAfterSeconds } = first;
    const latencies = group.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
    return latencyGroups(latencies).map(({ count, meanMs }) => ({
      share: count / total,
      behaviour: answering(status, retryAfterSeconds, Math.min(86_400_000, Math.round(meanMs * 1000) / 1000)),
    }));
  });
}
