import type { Attempt } from '#core/delivery/attempt.ts';
import type { Delivery } from '#core/delivery/delivery.ts';
import { phaseLengths } from '#core/delivery/phase-lengths.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import type { Tone } from '#renderer/ui/tone.ts';
import type { TimelineBar, TimelineModel } from '#renderer/webhook/timeline/model.ts';

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

/** The drawing of a delivery's life from what is kept of it. */
export function timelineOf(delivery: Delivery, nowMs: number): TimelineModel {
  const begun = delivery.attemptList.filter(
    (attempt) => attempt.startedAt !== null && attempt.state !== 'scheduled',
  );
  const bars = begun
    .map((attempt): TimelineBar => {
      const startMs = ms(attempt.startedAt ?? attempt.scheduledAt);
      const durationMs = attempt.durationMs ?? Math.max(0, nowMs - startMs);
      return {
        id: attempt.attemptId,
        startMs,
        durationMs,
        phases: phaseLengths(attempt),
        ...attemptResult(attempt),
        detail: `${reasonWords[attempt.reason]}, ${formatDuration(durationMs)}`,
      };
    })
    .sort((a, b) => a.startMs - b.startMs);
  const next = delivery.attemptList
    .filter((attempt) => attempt.state === 'scheduled')
    .map((attempt) => {
      const most = delivery.retryPolicy?.maxAttempts;
      const label = `attempt ${attempt.number}${most ? ` of ${most}` : ''}`;
      return { id: attempt.attemptId, atMs: ms(attempt.scheduledAt), label, detail: label };
    })
    .sort((a, b) => a.atMs - b.atMs);
  const isIn = delivery.direction === 'in';
  const last = <K extends Delivery['timeline'][number]['kind']>(kind: K) =>
    delivery.timeline.findLast(
      (entry): entry is Extract<Delivery['timeline'][number], { kind: K }> => entry.kind === kind,
    );
  const retained = last('retained');
  const held = last('held');
  const dead = last('dead_letter');
  const cancelled = last('cancelled');
  return {
    origin: {
      atMs: ms(delivery.receivedAt),
      label: isIn ? 'caught' : 'composed',
      detail:
        isIn && delivery.answer
          ? `answered ${delivery.answer.status} in ${formatDuration(delivery.answer.durationMs)}`
          : '',
      tone: 'accent',
    },
    bars,
    next: delivery.state === 'retained' || delivery.state === 'held' ? [] : next,
    pause:
      delivery.state === 'retained'
        ? {
            atMs: ms(retained?.at ?? delivery.receivedAt),
            label: 'retained',
            detail: retained?.reason ?? 'its target is away',
            tone: 'held',
          }
        : delivery.state === 'held'
          ? {
              atMs: ms(held?.at ?? delivery.receivedAt),
              label: 'held',
              detail: 'until forwarding is switched on',
              tone: 'held',
            }
          : null,
    end:
      delivery.state === 'dead_letter'
        ? {
            atMs: ms(dead?.at ?? delivery.receivedAt),
            label: 'dead letter',
            detail: dead?.reason ?? 'the policy gave up',
            tone: 'bad',
          }
        : delivery.state === 'cancelled'
          ? {
              atMs: ms(cancelled?.at ?? delivery.receivedAt),
              label: 'cancelled',
              detail: '',
              tone: 'neutral',
            }
          : null,
  };
}
