import type { AttemptErrorCode } from '../../delivery/attempt.ts';

/** An attempt at a target that has ended, as its history has it. */
export interface MeasuredAttempt {
  /** Tells the attempts of one delivery from those of another. */
  delivery: number;
  /** 1 for the first of its delivery. */
  number: number;
  /** When it was due: for a delivery that was kept back, when it came. Unix time. */
  dueAtMs: number;
  startedAtMs: number;
  durationMs: number;
  succeeded: boolean;
  /** Null without an answer. */
  status: number | null;
  failed: AttemptErrorCode | null;
  /** What the answer's Retry-After asked for, in seconds; null: none. */
  retryAfterSeconds: number | null;
}

/** Failures that say nothing of the target: we ended the attempt ourselves. */
const ownDoing: readonly (AttemptErrorCode | null)[] = ['cancelled', 'interrupted'];

export const saysSomething = ({ status, failed }: MeasuredAttempt): boolean =>
  status !== null || !ownDoing.includes(failed);

/** Why an attempt failed: an HTTP status or an error code. */
export const causeOf = ({ status, failed }: MeasuredAttempt): string => failed ?? String(status);
