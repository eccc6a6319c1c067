import { z } from 'zod';
import { AttemptErrorCode } from '../../delivery/attempt.ts';
import { RawHeaders } from '../../http/headers.ts';
import { RetryPolicy } from '../policy.ts';
import { Behaviour, Scenario } from '../scenario.ts';

/** Bounds of a simulation, each so that an answer comes in seconds and memory stays flat. */
export const simulationLimits = {
  /** A million are simulated in about a second; more would only make the curves smoother. */
  deliveries: 1_000_000,
  /** Attempts of one delivery: beyond it a policy is a loop, not a schedule. */
  attemptsPerDelivery: 10_000,
  /** All attempts of a run: about half a minute of work. */
  attemptsInAll: 200_000_000,
} as const;

/** When deliveries come in: all at once, evenly over a span, or each at a time of its own. */
export const Arrivals = z.object({
  overMs: z
    .number()
    .nonnegative()
    .max(366 * 86_400_000)
    .default(0),
  /** Times from the scenario's start, the earliest first, in place of `overMs`; where deliveries are more, each is taken as often. */
  atMs: z
    .array(z.number().nonnegative())
    .min(1)
    .max(1_000_000)
    .refine((times) => times.every((atMs, i) => atMs >= (times[i - 1] ?? 0)), 'times in order')
    .optional(),
});

/** What the receiver can take. Without bounds each delivery is on its own. */
export const ReceiverModel = z.object({
  /** Network and handler together, for a healthy answer. */
  latencyMs: z.number().nonnegative().max(3_600_000).default(50),
  /** Attempts at a time; one more gets `overloadStatus` at once. */
  concurrency: z.number().int().positive().optional(),
  /** Attempts a second, with as much burst; one more gets `overloadStatus`. */
  perSecond: z.number().positive().optional(),
  overloadStatus: z.number().int().min(400).max(599).default(503),
  /** Sent along with `overloadStatus`. */
  retryAfterSeconds: z.number().nonnegative().optional(),
});
export type ReceiverModel = z.infer<typeof ReceiverModel>;

/** What the sender holds back. */
export const SenderModel = z.object({
  /** Attempts at a time to this receiver; the others wait in line. */
  concurrency: z.number().int().positive().optional(),
  /** After so many failures in a row nothing is sent for a while. */
  breaker: z.object({ failures: z.number().int().positive(), openMs: z.number().positive() }).optional(),
});
export type SenderModel = z.infer<typeof SenderModel>;

export const Simulation = z.object({
  policy: RetryPolicy,
  scenario: Scenario,
  seed: z.number().int().default(1),
  /** Unix time of the scenario's start: dates in Retry-After headers count against it. */
  startsAtMs: z.number().nonnegative().max(8.64e15).default(0),
  /** Events, where the policy sends them in batches. */
  deliveries: z.number().int().min(1, 'at least one delivery').max(simulationLimits.deliveries).default(1),
  arrivals: Arrivals.default({ overMs: 0 }),
  receiver: ReceiverModel.default({ latencyMs: 50, overloadStatus: 503 }),
  sender: SenderModel.default({}),
  /** From when on the load is looked at apart, as when an outage ends; absent: it is not. */
  watchFromMs: z.number().nonnegative().optional(),
});
export type Simulation = z.infer<typeof Simulation>;

/** One attempt in virtual time; milliseconds from the scenario's start. */
export const SimulatedAttempt = z.object({
  number: z.number().int(),
  startMs: z.number(),
  endMs: z.number(),
  behaviour: Behaviour,
  status: z.number().int().nullable(),
  failed: AttemptErrorCode.nullable(),
  /** Until the next attempt begins; null after the last. */
  waitMs: z.number().nullable(),
  /** What the wait came from; null: the schedule alone, or no wait. */
  waitBecause: z.enum(['jitter', 'retry-after']).nullable(),
  /** What it told the receiver because it is a retry (X-Slack-Retry-Num). */
  retryHeaders: RawHeaders,
});
export type SimulatedAttempt = z.infer<typeof SimulatedAttempt>;

/** A span in which the provider had switched the endpoint off, by the policy's `disableAfter`. */
export const SimulatedOffSpan = z.object({
  fromMs: z.number(),
  /** Null: nothing switched it on again. */
  untilMs: z.number().nullable(),
  /** Which rule did it, as a sentence. */
  because: z.string(),
});
export type SimulatedOffSpan = z.infer<typeof SimulatedOffSpan>;

export const SimulatedDelivery = z.object({
  result: z.enum(['succeeded', 'dead_letter']),
  /** Why it was given up. */
  reason: z.string().nullable(),
  attempts: z.array(SimulatedAttempt),
  /** From the first attempt's start to the last one's end. */
  totalMs: z.number(),
  /** When the endpoint was switched off, from the scenario's start. */
  offSpans: z.array(SimulatedOffSpan),
});
export type SimulatedDelivery = z.infer<typeof SimulatedDelivery>;

const Quantiles = z.object({
  p50: z.number().nullable(),
  p75: z.number().nullable(),
  p90: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  p999: z.number().nullable(),
  max: z.number().nullable(),
  mean: z.number().nullable(),
});

/** The load on the receiver from a moment on. */
export const WatchedLoad = z.object({
  attempts: z.number().int(),
  /** Of them, those that were turned away for being too many. */
  turnedAway: z.number().int(),
  /** The most attempts that began within any span of one second, wherever it begins. */
  peakPerSecond: z.number().int(),
  /** The most attempts that ran at once. */
  peakConcurrency: z.number().int(),
  /** When the last delivery succeeded, from the scenario's start; null where none did from then on. */
  lastSuccessMs: z.number().nullable(),
  /** Attempts that began, in buckets of `bucketMs` from then on. */
  bucketMs: z.number(),
  perBucket: z.array(z.number().int()),
});
export type WatchedLoad = z.infer<typeof WatchedLoad>;

/** Many deliveries summed up; nothing is kept of each. */
export const SimulatedMany = z.object({
  /** Requests to hand over, each with one attempt or more. */
  deliveries: z.number().int(),
  /** Events that they carried: more than deliveries where the policy sends batches. */
  events: z.number().int(),
  eventsSucceeded: z.number().int(),
  succeeded: z.number().int(),
  deadLetters: z.number().int(),
  deadLetterRate: z.number(),
  attempts: z.number().int(),
  /** Of them, those that the sender took for a success: one of each delivery that succeeded. */
  succeededAttempts: z.number().int(),
  /** From each attempt's start to its end, all of them: one that timed out counts as long as its timeout. */
  attemptMs: Quantiles,
  /** Attempts that the receiver rejected for being too many. */
  overloaded: z.number().int(),
  /** How many deliveries took so many attempts; index 0 is one attempt. */
  attemptsPerDelivery: z.array(z.number().int()),
  /** Of those that succeeded, from their arrival. Quantiles are true to 0.5 %. */
  timeToSuccessMs: Quantiles,
  timeToSuccessBars: z.array(z.object({ fromMs: z.number(), toMs: z.number(), count: z.number().int() })),
  /** The receiver's load and the backlog, in buckets of `bucketMs` from the start. */
  load: z.object({
    bucketMs: z.number(),
    attempts: z.array(z.number()),
    failures: z.array(z.number()),
    /** Deliveries that came in and are not yet ended, at each bucket's end. */
    open: z.array(z.number()),
    /** The most attempts that began within any one second (0 to 1 s, 1 to 2 s, …), whatever the buckets are. */
    peakAttemptsPerSecond: z.number(),
  }),
  /** What came from `watchFromMs` on; null where nothing was asked for. */
  watched: WatchedLoad.nullable(),
  /** The most attempts that waited for a free place with the sender. */
  peakQueueDepth: z.number().int(),
  endMs: z.number(),
  /** When the provider first switched the endpoint off by the policy's `disableAfter`; null where it did not. */
  disabledAtMs: z.number().nullable(),
  /** The first of all spans in which it was off, and how many there were. */
  offSpans: z.array(SimulatedOffSpan),
  timesOff: z.number().int(),
  /** Deliveries that came while it was off, and so were never tried. They count as dead letters. */
  neverTried: z.number().int(),
});
export type SimulatedMany = z.infer<typeof SimulatedMany>;
