import { z } from 'zod';
import { longestWaitMs } from './longest-wait.ts';

const tooLong = { error: 'at most 31622400000 ms, which is 366 days' };
const Wait = z.number().nonnegative().max(longestWaitMs, tooLong);
const PositiveWait = z.number().positive().max(longestWaitMs, tooLong);

/**
 * When the next attempt happens, and when to give up. A schedule gives the waits *between* attempts, so a policy of
 * `maxAttempts: 4` has at most three of them. All times are milliseconds; no wait is longer than {@link longestWaitMs},
 * whatever the terms grow to.
 */
export const Schedule = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('list'),
    waitsMs: z.array(Wait).max(1000),
    /** After the list's end the last wait repeats, until attempts or horizon are used up. */
    repeatLast: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('linear'),
    firstMs: Wait,
    stepMs: Wait,
    capMs: PositiveWait.optional(),
  }),
  z.object({
    kind: z.literal('exponential'),
    baseMs: PositiveWait,
    factor: z.number().min(1).max(100),
    capMs: PositiveWait.optional(),
  }),
]);
export type Schedule = z.infer<typeof Schedule>;

/**
 * How chance is mixed into a wait (names as in Amazon's Builders' Library): `full` draws from 0 to the wait, `equal`
 * from its half to the whole, `decorrelated` from the base to three times the wait before, `spread` from
 * wait x (1 - ratio) to wait x (1 + ratio).
 */
export const Jitter = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('full') }),
  z.object({ kind: z.literal('equal') }),
  z.object({ kind: z.literal('decorrelated') }),
  z.object({ kind: z.literal('spread'), ratio: z.number().positive().max(1) }),
]);
export type Jitter = z.infer<typeof Jitter>;

/** A set of status codes as people write it: `200-299`, `2xx,304`, `400-499,!408,!429`. Later terms win. */
export const StatusSet = z
  .string()
  .regex(
    /^\s*!?(\dxx|\d{3}(-\d{3})?)(\s*,\s*!?(\dxx|\d{3}(-\d{3})?))*\s*$/,
    'a list such as 200-299,304 or 400-499,!429',
  );

export const RetryPolicy = z.object({
  /** All tries together, the first included; null: bounded by the horizon (or by the list) alone. */
  maxAttempts: z.number().int().min(1).max(10_000).nullable().default(1),
  schedule: Schedule.default({ kind: 'list', waitsMs: [], repeatLast: false }),
  jitter: Jitter.default({ kind: 'none' }),
  /** No attempt begins later than this after the first. */
  horizonMs: Wait.nullable().default(null),
  timeoutMs: z.number().int().positive().max(3_600_000).default(30_000),
  success: StatusSet.default('200-299'),
  /** Answers that end it at once: a dead letter without further attempts. */
  giveUpOn: StatusSet.optional(),
  retryAfter: z.enum(['ignore', 'honour', 'at-least']).default('ignore'),
  /** The provider switches the endpoint off after so many consecutive failed deliveries, or so long of failing. */
  disableAfter: z
    .object({
      failedDeliveries: z.number().int().positive().optional(),
      failingMs: z.number().positive().optional(),
    })
    .optional(),
});
export type RetryPolicy = z.infer<typeof RetryPolicy>;
export type RetryPolicyInput = z.input<typeof RetryPolicy>;
