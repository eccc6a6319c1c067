import type { Attempt } from '#core/delivery/attempt.ts';
import type { QueuedAttempt } from '../history/attempts/attempt-rows.ts';

export type KeptBy = NonNullable<Attempt['keptBy']>;

/** An attempt that begins so soon after it is due is on time. */
const onTimeMs = 20;

/** Where several things kept an attempt back, the first of these is told: each of the others would have passed by itself. */
const byWeight = ['retained', 'paused', 'stopped', 'rate'] as const;

/** Remembers what kept each lane from its turn, and when last, so that an attempt that begins late can say why. */
export function createKeptBack() {
  const ofLane = new Map<string, Map<KeptBy, number>>();
  const ofAll = new Map<KeptBy, number>();

  return {
    /** What stands in this lane could not begin just now. */
    note(lane: string, because: KeptBy, nowMs: number): void {
      const notes = ofLane.get(lane) ?? new Map<KeptBy, number>();
      ofLane.set(lane, notes.set(because, nowMs));
    },
    /** Nothing could begin until now. */
    noteAll(because: KeptBy, nowMs: number): void {
      ofAll.set(because, nowMs);
    },
    /** Nothing stands in this lane any more. */
    forget(lane: string): void {
      ofLane.delete(lane);
    },
    /** Why an attempt that begins now did not when it was due; null: it is on time, or nothing is known. */
    why({ lane, plan, scheduledAtMs }: QueuedAttempt, nowMs: number): KeptBy | null {
      if (nowMs - scheduledAtMs < onTimeMs) return null;
      if (plan.wasHeld) return 'held';
      const notes = ofLane.get(lane);
      const kept = (because: KeptBy): boolean =>
        (notes?.get(because) ?? Number.NEGATIVE_INFINITY) >= scheduledAtMs ||
        (ofAll.get(because) ?? Number.NEGATIVE_INFINITY) > scheduledAtMs;
      return byWeight.find(kept) ?? null;
    },
  };
}
export type KeptBack = ReturnType<typeof createKeptBack>;
