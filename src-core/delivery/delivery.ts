import { z } from 'zod';
import { RawHeaders } from '../http/headers.ts';
import { IsoTime } from '../numbers/iso-time.ts';
import { RetryPolicy } from '../retry/policy.ts';
import { Verdict } from '../signing/verify/verdict.ts';
import { GivenAnswer } from './answer.ts';
import { Attempt, Target } from './attempt.ts';
import { BodyPreview } from './body-preview.ts';
import { DeliveryId, WebhookId } from './ids.ts';

export const Direction = z.enum(['in', 'out']);

/** What a list shows of a verdict. `unverified`: there was nothing to check, or no secret to check with. */
export const VerdictMark = z.enum(['verified', 'failed', 'unverified', 'handshake']);
export type VerdictMark = z.infer<typeof VerdictMark>;

/**
 * Where a delivery stands. `received`: caught, and nothing more is to be done. The others speak of attempts: `pending`
 * (the first is yet to end), `retrying`, `succeeded`, `failed` (one attempt, no retries asked), `dead_letter`,
 * `retained` (waiting for its target to come back), `held` (in the hold queue), `cancelled`.
 */
export const DeliveryState = z.enum([
  'received',
  'pending',
  'retrying',
  'succeeded',
  'failed',
  'dead_letter',
  'retained',
  'held',
  'cancelled',
]);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** A row of the Inbox. */
export const DeliverySummary = z.object({
  deliveryId: DeliveryId,
  direction: Direction,
  webhookId: WebhookId.nullable(),
  provider: z.string(),
  eventType: z.string().nullable(),
  /** The provider's own id of this delivery, where it stamps one. */
  providerDeliveryId: z.string().nullable(),
  method: z.string(),
  /** As on the request line; for `out`, the target's URL. */
  target: z.string(),
  contentType: z.string().nullable(),
  bodyBytes: z.number().int(),
  verdict: VerdictMark,
  state: DeliveryState,
  /** `in`: the status we answered. `out`: the last attempt's; null before there is one. */
  status: z.number().int().nullable(),
  /** `in`: from the request's last byte to the answer. `out`: the last attempt's. */
  durationMs: z.number().nullable(),
  attempts: z.number().int(),
  receivedAt: IsoTime,
  pinned: z.boolean(),
  duplicateOf: DeliveryId.nullable(),
  /** Another provider that this request looks like (detection), for generic endpoints. */
  looksLike: z.string().nullable(),
});
export type DeliverySummary = z.infer<typeof DeliverySummary>;

/** A request, exactly as it was on the wire. */
export const WireRequest = z.object({
  method: z.string(),
  target: z.string(),
  httpVersion: z.string(),
  rawHeaders: RawHeaders,
  bodyBytes: z.number().int(),
  body: BodyPreview,
  /** Why there is no body to show, where its file is gone. */
  bodyProblem: z.string().optional(),
});
export type WireRequest = z.infer<typeof WireRequest>;

/** A moment of a delivery's life, in order of time. */
export const TimelineEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('caught'), at: IsoTime }),
  z.object({ kind: z.literal('composed'), at: IsoTime }),
  z.object({ kind: z.literal('verified'), at: IsoTime, verdict: VerdictMark }),
  z.object({
    kind: z.literal('answered'),
    at: IsoTime,
    /** Null where a fault kept it back. */
    status: z.number().int().nullable(),
    durationMs: z.number(),
  }),
  z.object({ kind: z.literal('attempt'), at: IsoTime, attemptId: z.string() }),
  z.object({ kind: z.literal('next_attempt'), at: IsoTime, number: z.number().int() }),
  z.object({ kind: z.literal('retained'), at: IsoTime, reason: z.string() }),
  z.object({ kind: z.literal('held'), at: IsoTime }),
  z.object({ kind: z.literal('dead_letter'), at: IsoTime, reason: z.string() }),
  z.object({ kind: z.literal('cancelled'), at: IsoTime }),
]);
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** What the steps of a capture took: reading the request, checking its signature, writing it down, answering. */
export const CaptureTimes = z.object({
  readMs: z.number(),
  verifyMs: z.number(),
  keepMs: z.number(),
  answerMs: z.number(),
});
export type CaptureTimes = z.infer<typeof CaptureTimes>;

/** All that is known of a delivery. Bodies are previews; `deliveries.body` serves the rest. */
export const Delivery = DeliverySummary.extend({
  request: WireRequest,
  remoteAddress: z.string().nullable(),
  /** Secrets of it are masked here: `reveal` shows them. */
  masked: z.boolean(),
  verdictDetail: Verdict.nullable(),
  answer: GivenAnswer.nullable(),
  /** Of an `in` delivery that was caught lately, in this run. */
  captureTimes: CaptureTimes.optional(),
  /** Of an `out` delivery: where it goes and how it is retried. */
  sendTarget: Target.nullable(),
  retryPolicy: RetryPolicy.nullable(),
  /** Of an `out` delivery: whether its attempts are signed. False where no secret was given. */
  signed: z.boolean().optional(),
  /** Of an `in` delivery whose endpoint has one: whose events arrive there. */
  tag: z.string().nullable().optional(),
  /** Of an `out` delivery: what its provider demands of a target that this one has not. */
  advice: z.array(z.string()).optional(),
  attemptList: z.array(Attempt),
  timeline: z.array(TimelineEntry),
});
export type Delivery = z.infer<typeof Delivery>;

/** Why a request was rejected. */
export const RejectionReason = z.enum([
  'unknown_endpoint',
  'inactive_endpoint',
  'signature_missing',
  'signature_invalid',
  'body_too_large',
  'headers_too_large',
  'too_busy',
  'address_not_allowed',
  'forward_loop',
  'malformed_http',
  'timed_out',
  'aborted',
  'storage_failed',
]);
export type RejectionReason = z.infer<typeof RejectionReason>;

export const RejectedRequest = z.object({
  rejectedId: z.string(),
  reason: RejectionReason,
  /** The reason in a sentence, for a person. Never sent to the sender. */
  explanation: z.string(),
  status: z.number().int().nullable(),
  webhookId: z.string().nullable(),
  provider: z.string().nullable(),
  method: z.string(),
  target: z.string(),
  httpVersion: z.string(),
  rawHeaders: RawHeaders,
  bodyBytes: z.number().int(),
  remoteAddress: z.string().nullable(),
  receivedAt: IsoTime,
});
export type RejectedRequest = z.infer<typeof RejectedRequest>;
