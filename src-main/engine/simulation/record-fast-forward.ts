import type { IdempotencyVerdict } from '#core/contract/retry.ts';
import type { Target } from '#core/delivery/attempt.ts';
import { findHeader } from '#core/http/request.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import { statusIn } from '#core/retry/status-set.ts';
import { carriesSecret } from '#core/signing/schemes/scheme.ts';
import type { EngineParts } from '../engine.ts';
import { newId } from '../history/ids.ts';
import { maskAttempt } from '../masks/mask-attempt.ts';
import { originLane } from '../queue/lanes.ts';
import { sealTarget } from '../vault/target-vault.ts';
import type { FastForward, FastForwarded, SentInRun } from './fast-forward.ts';

export interface FastForwardRecord
  extends Pick<FastForward, 'request' | 'signing'>,
    Pick<FastForwarded, 'result' | 'reason' | 'attempts'> {
  provider: string;
  eventType: string | null;
  eventId: string;
  target: Target;
  policy: RetryPolicy;
  sent: readonly SentInRun[];
}

type Parts = Pick<EngineParts, 'history' | 'vault' | 'clock' | 'events'>;

/** What an attempt said, for the delivery's own line. */
const answerOf = ({ finished }: SentInRun) => ({
  status: finished.outcome.kind === 'responded' ? finished.outcome.status : null,
  durationMs: finished.durationMs,
});

/**
 * Leaves a run in the history as a delivery with every request that went out and what came back; its times are the real ones.
 * Copies stand beside their attempt as replays. Answers the delivery's id.
 */
export function recordFastForward(parts: Parts, record: FastForwardRecord): string {
  const { history, vault, clock, events } = parts;
  const { request, signing, sent, attempts, policy } = record;
  const nowMs = clock.nowMs();
  const secrets = signing && carriesSecret(signing.scheme) ? [signing.secret] : [];
  const summary = history.transaction(() => {
    const target = sealTarget(vault, record.target);
    const { deliveryId } = history.deliveries.insertOutgoing({
      deliveryId: newId('whd', nowMs),
      provider: record.provider,
      eventType: record.eventType,
      method: request.method,
      url: target.url,
      rawHeaders: request.rawHeaders,
      body: request.body,
      contentType: findHeader(request.rawHeaders, 'content-type') ?? null,
      createdAtMs: sent[0]?.startedAtMs ?? nowMs,
      sendTarget: target,
      retryPolicy: policy,
      secretRef: null,
      scheme: signing?.scheme ?? null,
      eventId: record.eventId,
    });
    let position = history.attempts.lastPosition();
    for (const one of sent) {
      const { number, isCopy, startedAtMs, finished } = one;
      const { attemptId } = history.attempts.schedule({
        attemptId: newId('att', nowMs),
        deliveryId,
        number,
        reason: isCopy ? 'replay' : number === 1 ? 'send' : 'retry',
        url: target.url,
        target,
        scheduledAtMs: startedAtMs,
        lane: originLane(target.url),
        position: ++position,
        plan: {
          policy: null,
          sign: null,
          edit: null,
          retain: false,
          firstNumber: 1,
          firstAtMs: sent[0]?.startedAtMs ?? null,
          previousWaitMs: null,
        },
      });
      history.attempts.start(attemptId, startedAtMs);
      history.attempts.finish(attemptId, maskAttempt(finished, secrets));
      const played = attempts.find((attempt) => attempt.number === number);
      if (isCopy || !played) continue;
      if (played.waitMs !== null) {
        const because = played.waitBecause ?? 'schedule';
        history.attempts.setSequel(attemptId, { kind: 'retry', waitMs: played.waitMs, because });
      } else if (record.reason !== null) {
        history.attempts.setSequel(attemptId, { kind: 'gave_up', reason: record.reason });
      }
    }
    const last = sent.findLast(({ isCopy }) => !isCopy);
    return history.deliveries.setState(deliveryId, record.result, last && answerOf(last));
  });
  if (summary) events.emit({ type: 'delivery.changed', ...summary });
  return summary?.deliveryId ?? '';
}

/** Whether an event that reached the handler several times was worked on once. */
export function idempotencyOf({
  sent,
  effects,
  success,
}: {
  sent: readonly SentInRun[];
  effects: number | null;
  success: string;
}): IdempotencyVerdict {
  const accepted = ({ finished: { outcome } }: SentInRun) =>
    outcome.kind === 'responded' && statusIn(success, outcome.status);
  /** An answer that was lost on purpose, or came too late: the work may have been done all the same. */
  const mayHaveWorked = ({ finished: { outcome } }: SentInRun) =>
    outcome.kind === 'failed' && (outcome.code === 'reset' || outcome.code === 'response_timeout');
  const reached = sent.filter((one) => accepted(one) || mayHaveWorked(one)).length;
  const verdict = (outcome: IdempotencyVerdict['outcome'], reason: string): IdempotencyVerdict => ({
    outcome,
    reason,
    reached,
    effects,
  });
  if (reached < 2)
    return verdict('not_judged', 'The event reached the handler once: ask for copies or lost answers.');
  if (effects === null) {
    return verdict(
      'not_judged',
      `The event reached the handler ${reached} times. What it did can’t be seen without an observer.`,
    );
  }
  if (effects > 1) {
    return verdict(
      'not_idempotent',
      `The event reached the handler ${reached} times, and the work was done ${effects} times.`,
    );
  }
  return effects === 1
    ? verdict('idempotent', `The event reached the handler ${reached} times, and the work was done once.`)
    : verdict(
        'not_judged',
        `The event reached the handler ${reached} times, and the observer saw no work at all.`,
      );
}
