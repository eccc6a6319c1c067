import type { Attempt, AttemptOutcome, AttemptReason, Target } from '#core/delivery/attempt.ts';
import type { AttemptPlan } from '#core/delivery/attempt-plan.ts';
import { switchedOff } from '#core/retry/endpoint-switch.ts';
import { deliveryRandom } from '#core/retry/simulation/simulate-one.ts';
import type { EngineParts } from '../engine.ts';
import type { FinishedAttempt, NewAttempt, QueuedAttempt } from '../history/attempts/attempt-rows.ts';
import { newId } from '../history/ids.ts';
import { type AfterAttempt, afterAttempt, attemptResult } from './after-attempt.ts';
import type { DeliveryStates } from './delivery-states.ts';
import type { DownTargets } from './down-targets.ts';
import type { KeptBack } from './kept-back.ts';
import { clickLane, laneKind, orderedLane, originLane, originOf } from './lanes.ts';
import { neverSent } from './never-sent.ts';
import type { TargetSwitches } from './target-switches.ts';

/** A first attempt to be made. What is left out comes from the delivery: its policy and how it is signed. */
export interface Enqueue {
  deliveryId: string;
  target: Target;
  reason: AttemptReason;
  notBeforeMs?: number;
  plan?: Partial<Pick<AttemptPlan, 'policy' | 'sign' | 'edit' | 'retain' | 'seed'>>;
  /** Where it stands in line (queue/lanes.ts): by its target's origin where absent. */
  lane?: string;
  position?: number;
}

/** A seed of a delivery's own, where none was given. */
const freshSeed = (): number => Math.floor(Math.random() * 2 ** 31);

type AttemptWritesParts = Pick<EngineParts, 'history' | 'clock'> & {
  states: DeliveryStates;
  down: DownTargets;
  switches: TargetSwitches;
  keptBack: KeptBack;
  /** Where chance comes from; absent: from each delivery's own seed. */
  random: (() => number) | undefined;
};

/**
 * The queue's writes. Each is one transaction that leaves attempts and the delivery's state true to each other, so that
 * a crash between two of them finds either all or nothing.
 */
export function createAttemptWrites(parts: AttemptWritesParts) {
  const { history, clock, states, down, switches, keptBack } = parts;
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
      seed: freshSeed(),
      ...plan,
      firstNumber,
      firstAtMs: null,
      previousWaitMs: null,
    };
  }

  /** What a person asks for takes its place before what hangs; a policy may want one delivery at a time. */
  function laneOf({ target, plan }: Enqueue, policy: AttemptPlan['policy']): string {
    if (policy?.ordered && !plan?.retain) return orderedLane(target.url);
    return clickLane(target.url);
  }

  function add(enqueue: Enqueue): Attempt {
    const { deliveryId, target, reason, notBeforeMs, lane } = enqueue;
    const nowMs = clock.nowMs();
    const { attempt, summary } = history.transaction(() => {
      const earlier = attempts.queuedOf(deliveryId).filter(({ url }) => url === target.url);
      const number = (earlier.at(-1)?.number ?? 0) + 1;
      const plan = planOf(enqueue, number);
      const given = lane !== undefined && laneKind(lane) === 'origin' ? undefined : lane;
      const added = attempts.schedule({
        attemptId: newId('att', nowMs),
        deliveryId,
        number,
        reason,
        url: target.url,
        target,
        scheduledAtMs: Math.max(nowMs, notBeforeMs ?? 0),
        lane: given ?? laneOf(enqueue, plan.policy),
        position: enqueue.position ?? ++lastPosition,
        plan,
      });
      return { attempt: added, summary: states.update(deliveryId) };
    });
    states.announce(summary);
    return attempt;
  }

  /** Keeps an attempt that is not to be made, with the reason: it ends at once, and nothing follows it. */
  function addNeverSent(enqueue: Enqueue, error: unknown): void {
    history.transaction(() => {
      const { attemptId } = add({ ...enqueue, plan: { ...enqueue.plan, policy: null, retain: false } });
      const queued = attempts.queued(attemptId);
      if (!queued || !attempts.start(attemptId, clock.nowMs())) return;
      attempts.finish(attemptId, neverSent(queued, error));
      states.announce(states.update(enqueue.deliveryId));
    });
  }

  function successor(
    ended: QueuedAttempt,
    outcome: AttemptOutcome,
    atMs: number,
    waitMs: number,
  ): NewAttempt {
    const { status, failed } = attemptResult(outcome);
    return {
      ...ended,
      lane: laneKind(ended.lane) === 'click' ? originLane(ended.target.url) : ended.lane,
      attemptId: newId('att', clock.nowMs()),
      number: ended.number + 1,
      reason: ended.reason === 'forward' ? 'forward' : 'retry',
      scheduledAtMs: atMs,
      plan: {
        ...ended.plan,
        previousWaitMs: waitMs,
        wasHeld: undefined,
        before: status === undefined ? { failed: failed ?? 'other' } : { status },
      },
    };
  }

  /** The chance of an attempt's wait: the n-th number of its delivery's own stream is the n-th wait's. */
  function chanceOf({ plan, number }: QueuedAttempt): () => number {
    if (parts.random) return parts.random;
    const random = deliveryRandom(plan.seed ?? freshSeed());
    for (let before = plan.firstNumber; before < number; before++) random();
    return random;
  }

  /** Keeps what follows an attempt that has ended. */
  function follow(ended: QueuedAttempt, outcome: AttemptOutcome, endedAtMs: number): void {
    const { attemptId, target, plan } = ended;
    const origin = originOf(target.url);
    const after = afterAttempt(ended, outcome, endedAtMs, chanceOf(ended));
    noteOutcome(ended, outcome, after);
    if (after.kind === 'succeeded' || after.kind === 'cancelled') return;
    attempts.setSequel(attemptId, after.sequel);
    if (after.kind === 'retain') {
      down.add(origin, endedAtMs, { absent: after.absent, because: after.sequel.reason });
      attempts.schedule(successor(ended, outcome, endedAtMs, 0));
    }
    if (after.kind === 'retry') attempts.schedule(successor(ended, outcome, after.atMs, after.sequel.waitMs));
    if (after.kind === 'gave_up') switches.deliveryGivenUp(target.url, plan.policy);
  }

  /** What an attempt says about its target. */
  function noteOutcome({ target, plan }: QueuedAttempt, outcome: AttemptOutcome, after: AfterAttempt): void {
    if (after.kind === 'cancelled') return;
    if (outcome.kind === 'responded' && after.kind !== 'retain') down.answered(originOf(target.url));
    switches.attemptEnded(target.url, plan.policy, outcome, after.kind === 'succeeded');
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
    // Only a horizon and what retries tell look back to the first attempt; without them the write is spared.
    const looksBack = plan.policy?.horizonMs != null || plan.policy?.retryHeaders !== undefined;
    const keepsFirst = attempt.plan.firstAtMs === null && looksBack;
    const summary = history.transaction(() => {
      if (keepsFirst && attempts.queued(attemptId)?.state === 'scheduled')
        attempts.amend(attemptId, { plan });
      return attempts.start(attemptId, nowMs, keptBack.why(attempt, nowMs))
        ? (deliveries.find(attempt.deliveryId)?.summary ?? null)
        : null;
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

  /** Ends a scheduled attempt whose policy has switched its target off: a dead letter that was not tried. */
  function endSwitchedOff({ attemptId, deliveryId }: QueuedAttempt, because: string): void {
    const summary = history.transaction(() => {
      attempts.endUnmade(attemptId, { kind: 'switched_off', reason: switchedOff(because) });
      return states.update(deliveryId);
    });
    states.announce(summary);
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

  return { add, addNeverSent, begin, settle, closeInterrupted, endSwitchedOff, cancel, amend };
}
export type AttemptWrites = ReturnType<typeof createAttemptWrites>;
