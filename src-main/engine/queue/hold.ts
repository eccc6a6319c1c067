import { setImmediate as nextTurn } from 'node:timers/promises';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { EngineParts } from '../engine.ts';
import type { QueuedAttempt } from '../history/attempts/attempt-rows.ts';
import { laneKind, releasedLane, webhookOfLane } from './lanes.ts';

/** More than anybody holds by hand; what comes later is let go by the next call. */
const maxHeldRead = 100_000;

type HoldParts = Pick<EngineParts, 'history' | 'queue'>;

/** The lanes of held attempts, of one endpoint or of all. */
function heldLanes({ history }: HoldParts, webhookId: string | undefined): string[] {
  return history.attempts.lanes().filter((lane) => {
    const of = webhookOfLane(lane);
    return laneKind(lane) === 'held' && of !== null && (webhookId === undefined || of === webhookId);
  });
}

/** Held attempts in the order in which they would go on. */
export function heldAttempts(parts: HoldParts, webhookId?: string): QueuedAttempt[] {
  return heldLanes(parts, webhookId)
    .flatMap((lane) => parts.history.attempts.scheduledIn(lane, 'position', maxHeldRead))
    .sort((a, b) => a.position - b.position);
}

/** One held attempt. Throws attempt_not_found, or queue_state where it is not held any more. */
export function heldAttempt({ history }: HoldParts, attemptId: string): QueuedAttempt {
  const attempt = history.attempts.queued(attemptId);
  if (!attempt) throw new TackleboxError('attempt_not_found', `There is no attempt ${attemptId}.`);
  if (attempt.state !== 'scheduled' || laneKind(attempt.lane) !== 'held') {
    throw new TackleboxError(
      'queue_state',
      `${attemptId} is not in the hold queue: it was let go, dropped or made.`,
    );
  }
  return attempt;
}

/** Rows that a transaction lets go: some 10 ms, after which captures get their turn. */
const stepRows = 20;

function releaseStep({ history, queue }: HoldParts, held: readonly QueuedAttempt[]): void {
  history.transaction(() => {
    for (const { attemptId, lane, plan } of held)
      queue.amend(attemptId, { lane: releasedLane(lane), plan: { ...plan, wasHeld: true } });
  });
}

/** Lets these held attempts go on, in their order, in small steps. Answers how many. */
export async function release(parts: HoldParts, held: readonly QueuedAttempt[]): Promise<number> {
  for (let at = 0; at < held.length; at += stepRows) {
    releaseStep(parts, held.slice(at, at + stepRows));
    await nextTurn();
  }
  return held.length;
}

/** Lets all go on that are held now, of one endpoint or of all, in small steps. Answers how many. */
export async function releaseAll(parts: HoldParts, webhookId?: string): Promise<number> {
  const { attempts } = parts.history;
  const upTo = attempts.lastPosition();
  let released = 0;
  for (const lane of heldLanes(parts, webhookId)) {
    for (let first: string | undefined; ; ) {
      const step = attempts
        .scheduledIn(lane, 'position', stepRows)
        .filter(({ position }) => position <= upTo);
      if (step.length === 0 || step[0]?.attemptId === first) break;
      first = step[0]?.attemptId;
      releaseStep(parts, step);
      released += step.length;
      await nextTurn();
    }
  }
  return released;
}

/** Ends all that waits to be forwarded for an endpoint, held or not: it goes nowhere any more. Answers how many. */
export function dropForwards({ history, queue }: HoldParts, webhookId: string): number {
  const waiting = history.attempts
    .lanes()
    .filter((lane) => webhookOfLane(lane) === webhookId)
    .flatMap((lane) => history.attempts.scheduledIn(lane, 'position', maxHeldRead));
  for (const { attemptId } of waiting) queue.drop(attemptId);
  return waiting.length;
}
