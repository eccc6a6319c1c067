import { phaseLengths } from '#core/delivery/phase-lengths.ts';
import type { Phases } from '#core/http/phases.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import { printBehaviour } from '#core/retry/behaviour-text.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import { remainingAttempts } from '#core/retry/remaining-attempts.ts';
import type { Behaviour, Scenario } from '#core/retry/scenario.ts';
import type { SimulatedAttempt, SimulatedOffSpan } from '#core/retry/simulation/simulation.ts';
import { plural } from '#renderer/ui/format.ts';
import type {
  TimelineBand,
  TimelineBar,
  TimelineGhost,
  TimelineModel,
  TimelineState,
  TimelineTrack,
} from '#renderer/webhook/timeline/model.ts';

/** An attempt on a clock that begins at 0, played or real. */
export type VirtualAttempt = Pick<
  SimulatedAttempt,
  'number' | 'startMs' | 'endMs' | 'status' | 'failed' | 'waitMs' | 'waitBecause'
> & { phases?: Phases | null };

/** A delivery's life in virtual time; `result` is null while it goes on. */
export interface VirtualLife {
  attempts: readonly VirtualAttempt[];
  result: 'succeeded' | 'dead_letter' | null;
  reason: string | null;
  /** Whose timeout and remaining attempts are drawn; null: not known yet. */
  policy: RetryPolicy | null;
  /** The policy is a provider's who publishes no timeout. */
  timeoutIsOurs?: boolean;
  /** Whose outages are drawn, where there is a script. */
  scenario?: Scenario | undefined;
  /** When the endpoint was switched off by the policy. */
  offSpans?: readonly SimulatedOffSpan[] | undefined;
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

const away: ReadonlySet<Behaviour['do']> = new Set(['refuse', 'hang', 'reset', 'empty_reply']);

/** The spans in which the receiver's script has it away or out of order, whatever the attempt. */
function scriptedBands({ rules }: Scenario): TimelineBand[] {
  return rules.flatMap(({ time, attempts, chance, behaviour }): TimelineBand[] => {
    const isFailing = behaviour.do !== 'respond' || behaviour.status >= 400;
    if (!time || attempts || chance !== undefined || !isFailing) return [];
    const words = printBehaviour(behaviour) ?? behaviour.do.replaceAll('_', ' ');
    const kind = away.has(behaviour.do) ? 'outage' : 'maintenance';
    return [{ kind, fromMs: time.fromMs, toMs: time.untilMs, label: `${kind}: ${words}` }];
  });
}

const switchedOffBand = ({ fromMs, untilMs, because }: SimulatedOffSpan): TimelineBand => ({
  kind: 'disabled',
  fromMs,
  toMs: untilMs,
  label: `switched off: ${because}`,
});

function barOf(attempt: VirtualAttempt, isGood: boolean, policy: RetryPolicy | null): TimelineBar {
  const durationMs = attempt.endMs - attempt.startMs;
  return {
    id: String(attempt.number),
    startMs: attempt.startMs,
    durationMs,
    phases: attempt.phases
      ? phaseLengths({ phases: attempt.phases, durationMs })
      : [{ name: 'wait', ms: durationMs }],
    end: endOf(attempt),
    tone: isGood ? 'ok' : attempt.failed === null ? 'bad' : 'warn',
    label: attemptWord(attempt),
    detail: `attempt ${attempt.number}`,
    timeoutMs: policy?.timeoutMs,
  };
}

/** What the policy would still do after the last attempt, should that not be enough. */
function ghostsOf({ attempts, result, policy }: VirtualLife): TimelineGhost[] {
  const last = attempts.at(-1);
  if (!last || !policy || result !== null) return [];
  const remaining = remainingAttempts(policy, {
    number: last.number,
    atMs: last.endMs,
    firstAtMs: attempts[0]?.startMs ?? 0,
  });
  return remaining.map(({ number, atMs }, at) => ({
    id: `ghost-${number}`,
    atMs: at === 0 && last.waitMs !== null ? last.endMs + last.waitMs : atMs,
    label: `attempt ${number}`,
    detail: at === 0 ? 'next' : 'should the ones before fail',
    next: at === 0,
  }));
}

/** One delivery's attempts on a clock that begins at 0, as a track of the picture. */
export function trackOf(life: VirtualLife, label = ''): TimelineTrack {
  const { attempts, result, reason, policy, scenario, offSpans = [] } = life;
  const last = attempts.at(-1);
  const id = label || 'one';
  return {
    id,
    label,
    start: { atMs: attempts[0]?.startMs ?? 0, label: 'sent', detail: '', tone: 'accent' },
    bars: attempts.map((attempt) => ({
      ...barOf(attempt, result === 'succeeded' && attempt === last, policy),
      id: `${id}/${attempt.number}`,
    })),
    waits: attempts.flatMap(({ endMs, waitMs, waitBecause }) =>
      waitMs === null ? [] : [{ fromMs: endMs, toMs: endMs + waitMs, reason: waitBecause ?? 'schedule' }],
    ),
    bands: [...(scenario ? scriptedBands(scenario) : []), ...offSpans.map(switchedOffBand)],
    ghosts: ghostsOf(life).map((ghost) => ({ ...ghost, id: `${id}/${ghost.id}` })),
    state: stateOf(life, last, reason),
    ...(life.timeoutIsOurs ? { timeoutIsOurs: true } : {}),
  };
}

function stateOf(
  { attempts, result }: VirtualLife,
  last: VirtualAttempt | undefined,
  reason: string | null,
): TimelineState {
  const count = plural(attempts.length, 'attempt');
  if (result === null || !last)
    return { atMs: null, kind: 'going_on', label: `${count} so far`, detail: '', tone: 'info' };
  const after = formatDuration(last.endMs - (attempts[0]?.startMs ?? 0));
  return result === 'succeeded'
    ? { atMs: last.endMs, kind: 'succeeded', label: `delivered after ${after}`, detail: count, tone: 'ok' }
    : {
        atMs: last.endMs,
        kind: 'dead_letter',
        label: `dead letter after ${after}`,
        detail: reason ?? count,
        tone: 'bad',
      };
}

/** The same drawing as for real deliveries, on a clock that begins at 0: one life, or several on one axis. */
export const timelineOf = (lives: readonly { label: string; life: VirtualLife }[]): TimelineModel => ({
  clock: 'elapsed',
  tracks: lives.map(({ label, life }) => trackOf(life, lives.length > 1 ? label : '')),
});

/** What came of it, for the top. */
export function resultSentence({ result, attempts }: VirtualLife): string {
  const count = plural(attempts.length, 'attempt');
  const took = formatDuration(attempts.at(-1)?.endMs ?? 0);
  if (result === null) return `${count} so far.`;
  return result === 'succeeded'
    ? `Delivered after ${took}, with ${count}.`
    : `A dead letter after ${took} and ${count}.`;
}
