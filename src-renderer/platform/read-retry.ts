import { TackleboxError } from '#core/errors/tacklebox-error.ts';

/** Waits between attempts to read what could not be read: quick at first, as most of it passes in a moment. */
const waitsMs = [250, 500, 1000, 2000, 4000, 8000];

/** Ms until the next attempt, after so many failures in a row. */
export const retryAfterMs = (failures: number): number =>
  waitsMs[Math.min(failures, waitsMs.length) - 1] ?? 8000;

const kindOf = (error: unknown): TackleboxError['kind'] | null =>
  error instanceof TackleboxError ? error.kind : null;

const stays = new Set<unknown>(['invalid', 'not_found', 'forbidden', 'unauthorized', 'too_large']);

/** Whether asking again may help: not where the engine understood the question and said no. */
export const willPass = (error: unknown): boolean => !stays.has(kindOf(error));

/** An answer that takes longer, in ms, is no longer waited for: it is asked for again. */
export const patienceMs = 15_000;

/** Whether this failure, of so many in a row, is worth a word. What passes in a moment is said only when it stays. */
export function worthSaying(error: unknown, failures: number): boolean {
  const kind = kindOf(error);
  return failures === (kind === 'unavailable' || kind === 'cancelled' ? 3 : 1);
}
