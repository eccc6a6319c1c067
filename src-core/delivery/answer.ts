import { z } from 'zod';
import { RawHeaders } from '../http/headers.ts';
import { Json } from '../json/value.ts';
import { Scenario } from '../retry/scenario.ts';

export const FixedAnswer = z.object({
  status: z.number().int().min(200).max(599).default(200),
  headers: RawHeaders.default([]),
  body: z.string().default(''),
  delayMs: z.number().int().nonnegative().max(600_000).default(0),
});
export type FixedAnswer = z.infer<typeof FixedAnswer>;

/** What an endpoint answers to an accepted request. `default` is `200 {"received":true,"deliveryId":"whd_…"}`. */
export const Answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('default') }),
  z.object({ kind: z.literal('fixed'), ...FixedAnswer.shape }),
  /** In order, one a delivery; at the end the last repeats, or it begins again. */
  z.object({
    kind: z.literal('sequence'),
    answers: z.array(FixedAnswer).min(1).max(1000),
    atEnd: z.enum(['repeat-last', 'cycle']).default('repeat-last'),
  }),
  /** The first rule that fits decides. `json` compares the value at a pointer. */
  z.object({
    kind: z.literal('rules'),
    rules: z
      .array(
        z.object({
          eventType: z.string().optional(),
          json: z.object({ pointer: z.string(), equals: Json }).optional(),
          answer: FixedAnswer,
        }),
      )
      .max(100),
    otherwise: FixedAnswer.optional(),
  }),
  /** With faults. Attempts count per provider delivery id where there is one, else per endpoint; time runs from when it was set. */
  z.object({ kind: z.literal('scenario'), scenario: Scenario, seed: z.number().int().default(1) }),
]);
export type Answer = z.infer<typeof Answer>;
export type AnswerInput = z.input<typeof Answer>;

/** The answer that was given to a captured request: what in fact went out. */
export const GivenAnswer = z.object({
  /** Null where a fault kept even the status from being sent. */
  status: z.number().int().nullable(),
  rawHeaders: RawHeaders,
  body: z.string(),
  durationMs: z.number(),
  /** The behaviour that was played on the wire in place of a plain answer (`reset`, `hang`, …). */
  fault: z.string().optional(),
});
export type GivenAnswer = z.infer<typeof GivenAnswer>;
