import { z } from 'zod';
import { strictObject } from '../errors/strict-object.ts';
import { longestWaitMs } from './longest-wait.ts';
import { StatusSet } from './status-set.ts';

const Span = z.number().positive().max(longestWaitMs, 'at most 31622400000 ms, which is 366 days');
const Count = z.number().int().positive().max(1_000_000_000);

/**
 * When a provider switches an endpoint off, and whether it comes back by itself. Whichever of the four triggers comes first
 * switches it off; `withinMs` and `minAttempts` narrow the triggers that say so. While it is off no attempt is made: what is
 * waiting and what comes then ends as a dead letter that says so.
 */
export const DisableRule = strictObject({
  /** So many deliveries given up in a row. */
  failedDeliveries: Count.optional(),
  /** So many failed attempts in a row (GitLab: 4), within `withinMs` where that is given. */
  failedAttempts: Count.optional(),
  /** No attempt has succeeded for so long, since the first of an unbroken run of failures. */
  failingMs: Span.optional(),
  /** This share of the attempts within `withinMs` failed (Slack: 0.95 within an hour). */
  failureShare: z.number().positive().max(1).optional(),
  /** An answer of these switches it off at once (410 of many). */
  onStatus: StatusSet.optional(),
  /** The span that `failedAttempts` and `failureShare` look back. */
  withinMs: Span.optional(),
  /** Fewer attempts than this prove nothing, for `failureShare` and `failingMs`. */
  minAttempts: Count.optional(),
  /** It is switched on again after `afterMs`, the n-th time in a row after `afterMs` x `factor`^(n-1); absent: only by hand. */
  recovery: strictObject({
    afterMs: Span,
    factor: z.number().min(1).max(100).optional(),
    capMs: Span.optional(),
  }).optional(),
}).refine(
  (rule) =>
    rule.failedDeliveries !== undefined ||
    rule.failedAttempts !== undefined ||
    rule.failingMs !== undefined ||
    rule.onStatus !== undefined ||
    (rule.failureShare !== undefined && rule.withinMs !== undefined),
  'say when: failedDeliveries, failedAttempts, failingMs, onStatus, or failureShare together with withinMs',
);
export type DisableRule = z.infer<typeof DisableRule>;

/** A policy's rules as a list. */
export const disableRules = ({
  disableAfter,
}: {
  disableAfter?: DisableRule | DisableRule[] | undefined;
}): readonly DisableRule[] =>
  disableAfter === undefined ? [] : Array.isArray(disableAfter) ? disableAfter : [disableAfter];
