import { z } from 'zod';

/** What the settling worker is started with. */
export const SettleStart = z.object({
  historyPath: z.string(),
  bodiesDir: z.string(),
  /** See {@link slots}. */
  numbers: z.instanceof(SharedArrayBuffer),
  /** See write-turn.ts. */
  turn: z.instanceof(SharedArrayBuffer),
});
export type SettleStart = z.infer<typeof SettleStart>;

/**
 * Numbers that both threads see: commits so far (it wraps; the worker sleeps on it), captures that wait for theirs,
 * for how long captures may gather while more come, whether so many have gathered that they may no more (1), whether
 * somebody waits for what the worker settles (1), whether it is to end (1).
 */
export const slots = {
  commits: 0,
  waiting: 1,
  gatherMs: 2,
  full: 3,
  urgent: 4,
  closing: 5,
  count: 6,
} as const;

/** What the worker tells after each transaction. */
export const FromSettleWorker = z.discriminatedUnion('type', [
  /** Nothing at or below this key lies in the journal any more. */
  z.object({ type: z.literal('settled'), upTo: z.number() }),
  /** Rows were set aside that can't become deliveries. */
  z.object({ type: z.literal('damaged') }),
  /** What it could not describe, or why it could not write. */
  z.object({ type: z.literal('bug'), message: z.string() }),
]);
export type FromSettleWorker = z.infer<typeof FromSettleWorker>;
