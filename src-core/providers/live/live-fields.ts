import { z } from 'zod';

/**
 * What a field is to an event: an `id` is drawn anew with each event, a `time` moves with it, a `reference` names something
 * else and follows where that was drawn anew, `fixed` stays whatever it looks like.
 */
export const FieldRole = z.enum(['id', 'time', 'reference', 'fixed']);
export type FieldRole = z.infer<typeof FieldRole>;

/** JSON pointers of a payload by their role; `*` stands for any one member. The first time is the event's own. */
export const LiveFields = z.object({
  ids: z.array(z.string()).optional(),
  times: z.array(z.string()).optional(),
  references: z.array(z.string()).optional(),
  fixed: z.array(z.string()).optional(),
});
export type LiveFields = z.infer<typeof LiveFields>;
