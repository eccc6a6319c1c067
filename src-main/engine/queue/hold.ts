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

/** Lets held attempts go on, in their order. Answers how many. */
export function release({ queue }: HoldParts, held: readonly QueuedAttempt[]): number {
  for (const { attemptId, lane } of held) queue.amend(attemptId, { lane: releasedLane(lane) });
  return held.length;
}
