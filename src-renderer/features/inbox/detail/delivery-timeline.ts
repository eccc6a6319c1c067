import type { Attempt } from '#core/delivery/attempt.ts';
import type { Delivery } from '#core/delivery/delivery.ts';
import { phaseLengths } from '#core/delivery/phase-lengths.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import { remainingAttempts } from '#core/retry/remaining-attempts.ts';
import { plural } from '#renderer/ui/format.ts';
import type { Tone } from '#renderer/ui/tone.ts';
import {
  barEndMs,
  type TimelineBand,
  type TimelineBar,
  type TimelineGhost,
  type TimelineModel,
  type TimelineState,
  type TimelineTrack,
  type TimelineWait,
} from '#renderer/webhook/timeline/model.ts';

/** What an attempt ended with, in two or three words. */
const errorWords: Record<string, string> = {
  refused: 'connection refused',
  reset: 'connection reset',
  dns: 'name not found',
  unreachable: 'unreachable',
  tls: 'TLS failed',
  connect_timeout: 'no connection',
  response_timeout: 'timed out',
  response_too_large: 'answer too large',
  invalid_response: 'not HTTP',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
};

export function attemptResult(attempt: Attempt): { label: string; tone: Tone; end: TimelineBar['end'] } {
  const { outcome, state } = attempt;
  if (state === 'running') return { label: 'running', tone: 'info', end: 'running' };
  if (!outcome) return { label: state, tone: 'neutral', end: 'answered' };
  if (outcome.kind === 'responded') {
    const tone: Tone = state === 'succeeded' ? 'ok' : outcome.status >= 500 ? 'warn' : 'bad';
    return { label: `${outcome.status} ${outcome.statusText}`.trim(), tone, end: 'answered' };
  }
  const label = errorWords[outcome.code] ?? 'failed';
  if (outcome.code === 'response_timeout' || outcome.code === 'connect_timeout')
    return { label, tone: 'warn', end: 'open' };
  if (outcome.code === 'cancelled') return { label, tone: 'neutral', end: 'broken' };
  return { label, tone: 'bad', end: 'broken' };
}

export function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

const reasonWords: Record<Attempt['reason'], string> = {
  send: 'sent',
  retry: 'retried',
  replay: 'replayed',
  forward: 'forwarded',
  redeliver: 'sent again',
  'retry-now': 'retried now',
};

const ms = (iso: string): number => Date.parse(iso);

const isMade = ({ startedAt, state }: Attempt): boolean => startedAt !== null && state !== 'scheduled';

/** Shorter than this nothing was waited for. */
const leastWaitMs = 20;

function barOf(attempt: Attempt, nowMs: number, policy: RetryPolicy | null): TimelineBar {
  const startMs = ms(attempt.startedAt ?? attempt.scheduledAt);
  const durationMs = attempt.durationMs ?? Math.max(0, nowMs - startMs);
  return {
    id: attempt.attemptId,
    startMs,
    durationMs,
    phases: phaseLengths(attempt),
    ...attemptResult(attempt),
    detail: `${reasonWords[attempt.reason]}, ${formatDuration(durationMs)}`,
    timeoutMs: policy?.timeoutMs,
  };
}

/** Why nothing happened between an attempt's end (or the delivery's beginning) and the next attempt. */
function waitsBetween(
  from: { atMs: number; after: Attempt | null },
  next: Attempt,
  { state, timeline }: Delivery,
  nowMs: number,
): TimelineWait[] {
  const dueMs = ms(next.scheduledAt);
  const beganMs = isMade(next) && next.startedAt !== null ? ms(next.startedAt) : null;
  const sequel = from.after?.sequel ?? null;
  const isWaiting = beganMs === null;
  if (sequel?.kind === 'retained' || (isWaiting && state === 'retained')) {
    const said = timeline.findLast((entry) => entry.kind === 'retained');
    const detail = sequel?.kind === 'retained' ? sequel.reason : said?.reason;
    return [{ fromMs: from.atMs, toMs: beganMs ?? nowMs, reason: 'retained', ...(detail ? { detail } : {}) }];
  }
  if (isWaiting && state === 'held') return [{ fromMs: from.atMs, toMs: nowMs, reason: 'held' }];
  const planned: TimelineWait[] =
    sequel?.kind === 'retry'
      ? [{ fromMs: from.atMs, toMs: Math.min(dueMs, beganMs ?? dueMs), reason: sequel.because }]
      : [];
  const lateFromMs = Math.max(from.atMs, planned.length > 0 ? dueMs : from.atMs);
  const late: TimelineWait[] =
    beganMs === null || next.keptBy === null
      ? []
      : [{ fromMs: lateFromMs, toMs: beganMs, reason: next.keptBy }];
  return [...planned, ...late].filter(({ fromMs, toMs }) => toMs - fromMs >= leastWaitMs);
}

/** What lasted while nothing was tried. */
function bandBehind({ reason, fromMs, toMs }: TimelineWait): TimelineBand[] {
  if (reason === 'retained') return [{ kind: 'outage', fromMs, toMs, label: 'its target is away' }];
  return reason === 'paused' ? [{ kind: 'paused', fromMs, toMs, label: 'the queue was paused' }] : [];
}

/** Where a target's line stands, by its last attempt and the delivery's state. */
function stateOf(delivery: Delivery, attempts: readonly Attempt[]): TimelineState {
  const last = attempts.at(-1);
  const made = plural(attempts.filter(isMade).length, 'attempt');
  const endMs =
    last && isMade(last) && last.startedAt !== null ? ms(last.startedAt) + (last.durationMs ?? 0) : null;
  if (!last || last.state === 'scheduled' || last.state === 'running') return waitingState(delivery, made);
  if (last.state === 'succeeded')
    return { atMs: endMs, kind: 'succeeded', label: 'delivered', detail: made, tone: 'ok' };
  if (last.state === 'cancelled')
    return { atMs: endMs, kind: 'cancelled', label: 'cancelled', detail: made, tone: 'neutral' };
  const { sequel } = last;
  const why = sequel?.kind === 'gave_up' || sequel?.kind === 'switched_off' ? sequel.reason : '';
  return delivery.state === 'dead_letter' || sequel?.kind === 'switched_off'
    ? {
        atMs: endMs ?? ms(last.scheduledAt),
        kind: 'dead_letter',
        label: 'dead letter',
        detail: why || made,
        tone: 'bad',
      }
    : { atMs: endMs, kind: 'failed', label: 'not delivered', detail: why || made, tone: 'bad' };
}

function waitingState({ state, timeline }: Delivery, made: string): TimelineState {
  const retained = timeline.findLast((entry) => entry.kind === 'retained');
  switch (state) {
    case 'retained':
      return {
        atMs: null,
        kind: 'waiting',
        label: 'retained',
        detail: retained?.reason ?? 'its target is away',
        tone: 'held',
      };
    case 'held':
      return { atMs: null, kind: 'waiting', label: 'held', detail: 'until it is let go', tone: 'held' };
    default:
      return { atMs: null, kind: 'going_on', label: state, detail: made, tone: 'info' };
  }
}

/** The attempt that is scheduled, and what the policy has left after it. */
function ghostsOf(delivery: Delivery, attempts: readonly Attempt[]): TimelineGhost[] {
  const next = attempts.find(({ state }) => state === 'scheduled');
  const last = next ?? attempts.at(-1);
  const isOver = last?.state !== 'scheduled' && last?.state !== 'running';
  if (!last || isOver || delivery.state === 'retained' || delivery.state === 'held') return [];
  const most = delivery.retryPolicy?.maxAttempts;
  const name = (number: number) => `attempt ${number}${most ? ` of ${most}` : ''}`;
  const first = attempts.find(isMade);
  const left = delivery.retryPolicy
    ? remainingAttempts(delivery.retryPolicy, {
        number: last.number,
        atMs: ms(last.scheduledAt),
        firstAtMs: ms(first?.startedAt ?? last.scheduledAt),
      })
    : [];
  return [
    ...(next
      ? [
          {
            id: next.attemptId,
            atMs: ms(next.scheduledAt),
            label: name(next.number),
            detail: 'next',
            next: true,
          },
        ]
      : []),
    ...left.map(({ number, atMs }) => ({
      id: `ghost ${last.url} ${number}`,
      atMs,
      label: name(number),
      detail: 'should the ones before fail',
    })),
  ];
}

/** What went to one target. */
function targetTrack(delivery: Delivery, url: string, nowMs: number, label: string): TimelineTrack {
  const attempts = delivery.attemptList.filter((attempt) => attempt.url === url);
  const policy = delivery.retryPolicy;
  const made = attempts.filter(isMade);
  let from: { atMs: number; after: Attempt | null } = { atMs: ms(delivery.receivedAt), after: null };
  const waits = attempts.flatMap((attempt) => {
    const between = waitsBetween(from, attempt, delivery, nowMs);
    const bar = barOf(attempt, nowMs, null);
    from = { atMs: barEndMs(bar), after: attempt };
    return between;
  });
  return {
    id: url,
    label,
    start:
      delivery.direction === 'out'
        ? { atMs: ms(delivery.receivedAt), label: 'composed', detail: '', tone: 'accent' }
        : null,
    bars: made.map((attempt) => barOf(attempt, nowMs, policy)),
    waits,
    bands: waits.flatMap(bandBehind),
    ghosts: ghostsOf(delivery, attempts),
    state: stateOf(delivery, attempts),
  };
}

/** What was done here with a request that was caught. */
function caughtTrack(
  { receivedAt, answer, verdict, captureTimes: times }: Delivery,
  label: string,
): TimelineTrack {
  const startMs = ms(receivedAt);
  const tookMs = times
    ? times.readMs + times.verifyMs + times.keepMs + times.answerMs
    : (answer?.durationMs ?? 0);
  const endMs = startMs + tookMs;
  const word =
    answer === null
      ? 'caught'
      : answer.status === null
        ? `${answer.fault ?? 'no answer'}`
        : `answered ${answer.status}`;
  const tone: Tone = answer?.status == null || answer.status >= 400 ? 'warn' : 'ok';
  return {
    id: 'caught',
    label,
    start: null,
    bars: [
      {
        id: 'caught',
        startMs,
        durationMs: tookMs,
        phases: times
          ? [
              { name: 'reading', ms: times.readMs },
              { name: 'verifying', ms: times.verifyMs },
              { name: 'keeping', ms: times.keepMs },
              { name: 'answering', ms: times.answerMs },
            ]
          : [],
        end: answer?.status === null ? 'broken' : 'answered',
        tone,
        label: word,
        detail: verdict,
      },
    ],
    waits: [],
    bands: [],
    ghosts: [],
    state: { atMs: endMs, kind: 'succeeded', label: word, detail: formatDuration(endMs - startMs), tone },
  };
}

/** The picture of a delivery's life from what is kept of it: what was done here, and a line for each target. */
export function timelineOf(delivery: Delivery, nowMs: number): TimelineModel {
  const urls = [...new Set(delivery.attemptList.map(({ url }) => url))];
  const isIn = delivery.direction === 'in';
  const hasOne = urls.length + (isIn ? 1 : 0) <= 1;
  return {
    clock: 'wall',
    tracks: [
      ...(isIn ? [caughtTrack(delivery, hasOne ? '' : 'Caught here')] : []),
      ...urls.map((url) => targetTrack(delivery, url, nowMs, hasOne ? '' : `To ${hostOf(url)}`)),
    ],
  };
}

/** Where a delivery stands, of all its tracks: what a line above the picture speaks of. */
export const deliveryStateOf = (model: TimelineModel): TimelineState | null =>
  model.tracks.map(({ state }) => state).findLast((state) => state !== null) ?? null;
