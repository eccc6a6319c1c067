import { z } from 'zod';

/**
 * Where the engine stood: a number that grows with each thing it tells, within one run of it. Two of different runs can't be
 * compared: what an engine counts begins anew when it starts.
 */
export const Revision = z.object({ run: z.string().min(1), revision: z.number().int().nonnegative() });
export type Revision = z.infer<typeof Revision>;

/** Beside an event's own fields: its place in the order in which the engine told. */
export const EventPlace = Revision.extend({
  /** The revision of the event that was told before it. Anything between the two was superseded and is told by no one. */
  follows: z.number().int().nonnegative(),
});
export type EventPlace = z.infer<typeof EventPlace>;

/** Whether `told` says something newer than `known`. Another run's word is always news. */
export const isNewer = (told: Revision, known: Revision | null): boolean =>
  known === null || told.run !== known.run || told.revision > known.revision;

const revisions = new WeakMap<object, Revision>();

/** Remembers at which revision an answer was given or an event told. */
export function markRevision<T>(told: T, revision: Revision | null): T {
  if (revision !== null && typeof told === 'object' && told !== null) revisions.set(told, revision);
  return told;
}

/** The revision that an answer or an event came with; null where its engine told none. */
export const revisionOf = (told: object): Revision | null => revisions.get(told) ?? null;
