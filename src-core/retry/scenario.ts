import { z } from 'zod';
import { RawHeaders } from '../http/headers.ts';

const response = {
  status: z.number().int().min(200).max(599).default(200),
  headers: RawHeaders.default([]),
  body: z.string().default(''),
  /** Before the first byte of the answer. */
  delayMs: z.number().nonnegative().max(86_400_000).default(0),
};

/**
 * What a receiver does with one attempt. The wire faults are exact: a raw socket sees just these bytes. In a simulation
 * all that gives no complete answer is a failed attempt that ends when the sender notices.
 */
export const Behaviour = z.discriminatedUnion('do', [
  z.object({ do: z.literal('respond'), ...response }),
  /** Reads the request and never answers, so that the sender times out. */
  z.object({ do: z.literal('hang') }),
  /** Accepts no connection. A live receiver resets at once, which a sender can hardly tell apart. */
  z.object({ do: z.literal('refuse') }),
  /** RST: `afterBytes` null before any byte of the answer, else after so many bytes of it. */
  z.object({
    do: z.literal('reset'),
    afterBytes: z.number().int().nonnegative().nullable().default(null),
    ...response,
  }),
  /** FIN without a byte. */
  z.object({ do: z.literal('empty_reply') }),
  /** A complete answer, `chunkBytes` at a time. */
  z.object({
    do: z.literal('drip'),
    chunkBytes: z.number().int().positive().default(1),
    everyMs: z.number().positive().max(60_000).default(100),
    ...response,
  }),
  /** Stops in mid-body for `pauseMs` after `afterBytes`, then goes on. */
  z.object({
    do: z.literal('pause_body'),
    afterBytes: z.number().int().nonnegative().default(0),
    pauseMs: z.number().positive().max(3_600_000),
    ...response,
  }),
  /** Content-Length says `declaredBytes`, the body is what it is, then FIN. */
  z.object({ do: z.literal('wrong_length'), declaredBytes: z.number().int().nonnegative(), ...response }),
  /** Transfer-Encoding: chunked, with a chunk size that isn't hex. */
  z.object({ do: z.literal('bad_chunk'), ...response }),
  /** Closes its sending side after the head, and keeps reading. */
  z.object({ do: z.literal('half_close'), ...response }),
  /** `count` informational answers (100, 102, 103), then the answer. */
  z.object({
    do: z.literal('informational'),
    code: z.number().int().min(100).max(199).default(103),
    count: z.number().int().min(1).max(100).default(1),
    ...response,
  }),
  /** Bytes that are no HTTP at all. */
  z.object({ do: z.literal('garbage'), bytes: z.number().int().positive().max(1_000_000).default(64) }),
]);
export type Behaviour = z.infer<typeof Behaviour>;
export type BehaviourInput = z.input<typeof Behaviour>;

/** All conditions given must hold. Attempt numbers begin at 1 and are inclusive; times are from the scenario's start. */
export const ScenarioRule = z.object({
  attempts: z.object({ from: z.number().int().min(1), to: z.number().int().min(1).nullable() }).optional(),
  time: z.object({ fromMs: z.number().nonnegative(), untilMs: z.number().positive().nullable() }).optional(),
  /** Drawn anew for each attempt from the seed. */
  chance: z.number().min(0).max(1).optional(),
  behaviour: Behaviour,
});
export type ScenarioRule = z.infer<typeof ScenarioRule>;

/** What a receiver did in one span, as it was measured: each attempt draws one of the mix by its share. */
export const MeasuredWindow = z.object({
  fromMs: z.number().nonnegative(),
  /** Null: from then on. */
  untilMs: z.number().positive().nullable(),
  mix: z
    .array(z.object({ share: z.number().positive().max(1), behaviour: Behaviour }))
    .min(1)
    .max(200),
});
export type MeasuredWindow = z.infer<typeof MeasuredWindow>;

const inOrder = (windows: readonly MeasuredWindow[]): boolean =>
  windows.every(({ fromMs, untilMs }, at) => {
    const next = windows[at + 1];
    if (untilMs === null) return next === undefined;
    return fromMs < untilMs && (next === undefined || untilMs <= next.fromMs);
  });

/**
 * A receiver's script, in one form for answers, simulations and live runs: the first rule whose conditions hold decides, else
 * the measured window that the time falls into, else `otherwise`.
 */
export const Scenario = z.object({
  rules: z.array(ScenarioRule).max(1000).default([]),
  /** What a real receiver did over time, fitted from its history. */
  measured: z
    .array(MeasuredWindow)
    .max(500)
    .refine(inOrder, 'windows in the order of time, each ending before the next one begins')
    .optional(),
  otherwise: Behaviour.default({ do: 'respond', status: 200, headers: [], body: '', delayMs: 0 }),
});
export type Scenario = z.infer<typeof Scenario>;
export type ScenarioInput = z.input<typeof Scenario>;
