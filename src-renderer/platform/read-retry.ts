import { TackleboxError } from '#core/errors/tacklebox-error.ts';

/** Waits between attempts to read what could not be read: quick at first, as most of it passes in a moment. */
const waitsMs = [250, 500, 1000, 2000, 4000, 8000];

/** Ms until the next attempt, after so many failures in a row. */
export const retryAfterMs = (failures: number): number => waitsMs[Math.min(failures, waitsMs.length) - 1] ?? 8000;

const stays = new Set<TackleboxError['kind']>(['invalid', 'not_found', 'forbidden', 'unauthorized', 'too_large']);

/** Whether asking again may help: not where the engine understood the question and said no. */
export const willPass = (error: unknown): boolean => !(error instanceof TackleboxError && stays.has(error.kind));
