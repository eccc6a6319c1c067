import { z } from 'zod';
import { AttemptErrorCode } from '../delivery/attempt.ts';
import { strictObject } from '../errors/strict-object.ts';
import { DisableRule } from './disable-rule.ts';
import { longestWaitMs } from './longest-wait.ts';
import { StatusSet } from './status-set.ts';

const tooLong = { error: 'at most 31622400000 ms, which is 366 days' };
const Wait = z.number().nonnegative().max(longestWaitMs, tooLong);
const PositiveWait = z.number().positive().max(longestWaitMs, tooLong);

/**
 * When the next attempt happens, and when to give up. A schedule gives the waits *between* attempts, so a policy of
 * `maxAttempts: 4` has at most three of them. All times are milliseconds; no wait is longer than {@link longestWaitMs},
 * whatever the terms grow to.
 */
export const Schedule = z.discriminatedUnion('kind', [
  strictObject({
    kind: z.literal('list'),
    waitsMs: z.array(Wait).max(1000),
    /** After the list's end the last wait repeats, until attempts or horizon are used up. */
    repeatLast: z.boolean().default(false),
  }),
  strictObject({
    kind: z.literal('linear'),
    firstMs: Wait,
    stepMs: Wait,
    capMs: PositiveWait.optional(),
  }),
  strictObject({
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
  strictObject({ kind: z.literal('none') }),
  strictObject({ kind: z.literal('full') }),
  strictObject({ kind: z.literal('equal') }),
  strictObject({ kind: z.literal('decorrelated') }),
  strictObject({ kind: z.literal('spread'), ratio: z.number().positive().max(1) }),
]);
export type Jitter = z.infer<typeof Jitter>;

/** Which failed attempts are tried again. What is left out of `statuses` or `failures` ends the delivery at once. */
export const RetryOn = strictObject({
  /** Answers that are no success. `none`: only failures without an answer are tried again. */
  statuses: z.union([z.enum(['all', 'none']), StatusSet]).default('all'),
  /** Failures without an answer, such as a refused connection or a timeout. */
  failures: z.union([z.enum(['all', 'none']), z.array(AttemptErrorCode).min(1).max(20)]).default('all'),
  /** Of those answers, the ones that are tried again only where they carry a Retry-After (Supabase: 429 and 503). */
  onlyWithRetryAfter: StatusSet.optional(),
  /** Answers that are tried again a few times only, whatever `maxAttempts` says (Zendesk: 409 three times). */
  limits: z
    .array(strictObject({ statuses: StatusSet, retries: z.number().int().min(1).max(10_000) }))
    .max(20)
    .optional(),
});
export type RetryOn = z.infer<typeof RetryOn>;

const HeaderName = z
  .string()
  .max(200)
  .regex(/^[!#$%&'*+.^_`|~\w-]+$/, 'a header name');

/** A header of the receiver's failed answer by which it asks to be left alone (Slack's `X-Slack-No-Retry: 1`). */
export const StopHeader = strictObject({
  name: HeaderName,
  /** Compared without case; absent: any value. */
  value: z.string().max(1000).optional(),
  /** Only answers with these statuses; absent: every answer that is no success. */
  statuses: StatusSet.optional(),
});
export type StopHeader = z.infer<typeof StopHeader>;

/**
 * A header that every attempt after the first carries. Its value is a template: `{retry}` (1 for the second attempt),
 * `{attempt}`, `{reason}` (why the one before failed, in the words of `retryReasons`), `{firstAt}` (ISO 8601),
 * `{firstAtSeconds}` and `{firstAtMs}` (Unix time of the first attempt).
 */
export const RetryHeader = strictObject({
  name: HeaderName,
  value: z
    .string()
    .max(1000)
    .regex(/^[\t\x20-\x7e]*$/, 'printable characters'),
});
export type RetryHeader = z.infer<typeof RetryHeader>;

/** Why an attempt failed, as a provider may tell its next one. */
export const RetryReason = z.enum(['timeout', 'status', 'tls', 'connection', 'redirects', 'other']);
export type RetryReason = z.infer<typeof RetryReason>;

export const RetryPolicy = strictObject({
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
  /** Headers of a failed answer that end it at once. */
  giveUpOnHeaders: z.array(StopHeader).max(20).optional(),
  /** Which failures are tried again; absent: all that is no success. */
  retryOn: RetryOn.optional(),
  /** `honour`: the receiver's Retry-After replaces the schedule's wait; `at-least`: it can only lengthen it. */
  retryAfter: z.enum(['ignore', 'honour', 'at-least']).default('ignore'),
  /** The longest Retry-After that is followed; absent: 366 days. */
  retryAfterMaxMs: PositiveWait.optional(),
  /** What becomes of a longer one: it is cut to that (the default), or the delivery is given up. */
  retryAfterTooLong: z.enum(['cut', 'give-up']).optional(),
  /** What attempts after the first say about themselves. */
  retryHeaders: z.array(RetryHeader).max(20).optional(),
  /** The provider's words for `{reason}` in `retryHeaders`; ours where it has none. */
  retryReasons: z.partialRecord(RetryReason, z.string().max(100)).optional(),
  /** The provider switches the endpoint off by any of these rules. */
  disableAfter: z.union([DisableRule, z.array(DisableRule).min(1).max(10)]).optional(),
  /** One delivery at a time: the next one waits until the one before was taken or given up. */
  ordered: z.boolean().optional(),
  /** Events that come within `everyMs` travel together, up to so many in one request. */
  batch: strictObject({
    maxEvents: z.number().int().min(2).max(100_000),
    everyMs: PositiveWait,
  }).optional(),
});
export type RetryPolicy = z.infer<typeof RetryPolicy>;
export type RetryPolicyInput = z.input<typeof RetryPolicy>;
