import { z } from 'zod';
import { SearchPage, SearchQuestion } from './search-page.ts';

/** What the index worker is started with. */
export const WorkerStart = z.object({
  historyPath: z.string(),
  indexPath: z.string(),
  bodiesDir: z.string(),
  historyId: z.string(),
  /** Throw the index away and begin it anew: the one that is there made the worker fail. */
  anew: z.boolean(),
  /** See {@link sharedSlots}. */
  shared: z.instanceof(SharedArrayBuffer),
});
export type WorkerStart = z.infer<typeof WorkerStart>;

/** Slots of the shared numbers: captures that wait for their commit; whether the worker is at work (1) or asleep (0). */
export const sharedSlots = { waiting: 0, awake: 1, count: 2 } as const;

export const ToWorker = z.discriminatedUnion('type', [
  z.object({ type: z.literal('wake') }),
  z.object({
    type: z.literal('search'),
    id: z.number(),
    question: SearchQuestion,
    /** Its one number becomes 1 when nobody waits for the answer any more. */
    cancelled: z.instanceof(SharedArrayBuffer),
  }),
  z.object({ type: z.literal('close') }),
]);
export type ToWorker = z.infer<typeof ToWorker>;

export const FromWorker = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** Entries of the log up to this one are done with. */
  z.object({ type: z.literal('indexed'), logEntry: z.number() }),
  z.object({ type: z.literal('found'), id: z.number(), page: SearchPage }),
  z.object({
    type: z.literal('failed'),
    id: z.number(),
    error: z.object({ code: z.string(), message: z.string(), details: z.unknown() }),
  }),
]);
export type FromWorker = z.infer<typeof FromWorker>;
