import type { Attempt, AttemptOutcome, AttemptReason, Target } from '#core/delivery/attempt.ts';
import type { AttemptPlan } from '#core/delivery/attempt-plan.ts';
import type { EngineParts } from '../engine.ts';
import type { FinishedAttempt, NewAttempt, QueuedAttempt } from '../history/attempts/attempt-rows.ts';
import { newId } from '../history/ids.ts';
import { afterAttempt } from './after-attempt.ts';
import type { DeliveryStates } from './delivery-states.ts';
import type { DownTargets } from './down-targets.ts';
import { originLane, originOf } from './lanes.ts';

/** A first attempt to be made. What is left out comes from the delivery: its policy and how it is signed. */
export interface Enqueue {
  deliveryId: string;
  target: Target;
  reason: AttemptReason;
  notBeforeMs?: number;
  plan?: Partial<Pick<AttemptPlan, 'policy' | 'sign' | 'edit' | 'retain'>>;
  /** Where it stands in line (queue/lanes.ts): by its target's origin where absent. */
  lane?: string;
  position?: number;
}

type AttemptWritesParts = Pick<EngineParts, 'history' | 'clock'> & {
  states: DeliveryStates;
  down: DownTargets;
  random: () => number;
};

/**
 * The queue's writes. Each is one transaction that leaves attempts and the delivery's state true to each other, so that
 * a crash between two of them finds either all or nothing.
 */
export function createAttemptWrites({ history, clock, states, down, random }: AttemptWritesParts) {
  const { attempts, deliveries } = history;
  let lastPosition = attempts.lastPosition();

  function planOf({ deliveryId, reason, plan }: Enqueue, firstNumber: number): AttemptPlan {
    const stored = deliveries.get(deliveryId);
    const own = reason === 'send';
    const { scheme, secretRef, eventId } = stored;
    return {
      policy: own ? stored.retryPolicy : null,
      sign: own && scheme && secretRef !== null ? { scheme, secretRef, eventId } : null,
      edit: null,
      retain: false,
      ...plan,
      firstNumber,
      firstAtMs: null,
      previousWaitMs: null,
    };
  }

  function add(enqueue: Enqueue): Attempt {
    const { deliveryId, target, reason, notBeforeMs, lane } = enqueue;
    const nowMs = clock.nowMs();
    const { attempt, summary } = history.transaction(() => {
      const earlier = attempts.queuedOf(deliveryId).filter(({ url }) => url === target.url);
      const number = (earlier.at(-1)?.number ?? 0) + 1;
      const added = attempts.schedule({
        attemptId: newId('att', nowMs),
        deliveryId,
        number,
        reason,
        url: target.url,
        target,
        scheduledAtMs: Math.max(nowMs, notBeforeMs ?? 0),
        lane: lane ?? originLane(target.url),
        position: enqueue.position ?? ++lastPosition,
        plan: planOf(enqueue, number),
      });
      return { attempt: added, summary: states.update(deliveryId) };
    });
    states.announce(summary);
    return attempt;
  }

  function successor(ended: QueuedAttempt, atMs: number, waitMs: number): NewAttempt {
    return {
      ...ended,
      attemptId: newId('att', clock.nowMs()),
      number: ended.number + 1,
      reason: ended.reason === 'forward' ? 'forward' : 'retry',
      scheduledAtMs: atMs,
      plan: { ...ended.plan, previousWaitMs: waitMs },
    };
  }

  /** Keeps what follows an attempt that has ended. */
  function follow(ended: QueuedAttempt, outcome: AttemptOutcome, endedAtMs: number): void {
    const origin = originOf(ended.target.url);
    if (outcome.kind === 'responded') down.answered(origin);
    const after = afterAttempt(ended, outcome, endedAtMs, random);
    if (after.kind === 'retain') {
      down.add(origin, endedAtMs);
      attempts.schedule(successor(ended, endedAtMs, 0));
    }
    if (after.kind === 'retry') attempts.schedule(successor(ended, after.atMs, after.waitMs));
  }

  const lastAnswer = (outcome: AttemptOutcome, durationMs: number | null) => ({
    status: outcome.kind === 'responded' ? outcome.status : null,
    durationMs,
  });

  /** Marks an attempt as running. Null where it no longer waits, as when it was cancelled meanwhile. */
  function begin(attempt: QueuedAttempt): { attempt: QueuedAttempt; bodyBytes: number } | null {
    const { attemptId } = attempt;
    const nowMs = clock.nowMs();
    const plan = { ...attempt.plan, firstAtMs: attempt.plan.firstAtMs ?? nowMs };
    // Only a horizon looks back to the first attempt; without one the write is spared.
    const keepsFirst = attempt.plan.firstAtMs === null && plan.policy?.horizonMs != null;
    const summary = history.transaction(() => {
      if (keepsFirst && attempts.queued(attemptId)?.state === 'scheduled')
        attempts.amend(attemptId, { plan });
      return attempts.start(attemptId, nowMs) ? (deliveries.find(attempt.deliveryId)?.summary ?? null) : null;
    });
    if (summary === null) return null;
    states.announce(summary);
    return { attempt: { ...attempt, plan }, bodyBytes: summary.bodyBytes };
  }

  /** Ends a running attempt, and keeps its successor. */
  function settle(attempt: QueuedAttempt, finished: FinishedAttempt): Attempt {
    const { deliveryId } = attempt;
    const { outcome, durationMs } = finished;
    const { ended, summary } = history.transaction(() => {
      const ended = attempts.finish(attempt.attemptId, finished);
      follow(attempt, outcome, clock.nowMs());
      return { ended, summary: states.update(deliveryId, lastAnswer(outcome, durationMs)) };
    });
    states.announce(summary);
    return ended;
  }

  /** At start: what was running when the engine died has ended as `interrupted`; its successors are kept. */
  function closeInterrupted(): void {
    const nowMs = clock.nowMs();
    const summaries = history.transaction(() =>
      attempts.closeInterrupted(nowMs).map((attempt) => {
        const outcome: AttemptOutcome = {
          kind: 'failed',
          code: 'interrupted',
          message: '',
          bytesReceived: 0,
        };
        if (deliveries.find(attempt.deliveryId) === undefined) return null;
        follow(attempt, outcome, nowMs);
        return states.update(attempt.deliveryId, lastAnswer(outcome, null));
      }),
    );
    for (const summary of summaries) states.announce(summary);
  }

  /** Ends scheduled attempts without making them. */
  function cancel(scheduled: readonly QueuedAttempt[]): void {
    const nowMs = clock.nowMs();
    const summaries = history.transaction(() =>
      scheduled.map(({ attemptId, deliveryId }) => {
        attempts.cancel(attemptId, nowMs);
        return states.update(deliveryId);
      }),
    );
    for (const summary of summaries) states.announce(summary);
  }

  function amend(attemptId: string, change: Parameters<typeof attempts.amend>[1]): Attempt {
    const { attempt, summary } = history.transaction(() => {
      const amended = attempts.amend(attemptId, change);
      return { attempt: amended, summary: states.update(amended.deliveryId) };
    });
    states.announce(summary);
    return attempt;
  }

  return { add, begin, settle, closeInterrupted, cancel, amend };
}
export type AttemptWrites = ReturnType<typeof createAttemptWrites>;
