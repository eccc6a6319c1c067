import { z } from 'zod';
import { RawHeaders } from '../http/headers.ts';
import { RetryPolicy } from '../retry/policy.ts';
import { StoredScheme } from '../signing/schemes/scheme.ts';
import { AttemptErrorCode } from './attempt.ts';

/** How an attempt's request is signed. `secretRef` names a secret of the vault. */
export const SignPlan = z.object({
  scheme: StoredScheme,
  secretRef: z.string(),
  /** The event's id in signed content and headers, the same for all attempts; null: the scheme has none. */
  eventId: z.string().nullable(),
});
export type SignPlan = z.infer<typeof SignPlan>;

/** What replaces a part of the delivery's own request. Absent parts stay as they were caught or composed. */
export const RequestEdit = z.object({
  method: z.string().optional(),
  rawHeaders: RawHeaders.optional(),
  bodyBase64: z.string().optional(),
});
export type RequestEdit = z.infer<typeof RequestEdit>;

/**
 * All that the queue has to remember of an attempt besides its target, kept with it so that a restart changes nothing.
 * The attempts that follow inherit it.
 */
export const AttemptPlan = z.object({
  /** When to try again; null: one attempt, whatever comes of it. */
  policy: RetryPolicy.nullable(),
  /** Null: the headers go as they are. */
  sign: SignPlan.nullable(),
  edit: RequestEdit.nullable(),
  /** An attempt that finds its target down waits for it to come back, without end: forwarding. */
  retain: z.boolean(),
  /** Number of the attempt with which the policy began (a redelivery begins it anew) and its start; null before it. */
  firstNumber: z.number().int().min(1),
  firstAtMs: z.number().nullable(),
  /** The wait before this attempt, for jitter that builds on it. */
  previousWaitMs: z.number().nullable(),
  /** From which its waits draw their chance, as a simulation with the same seed draws it; absent: from anywhere. */
  seed: z.number().int().optional(),
  /** It stood in the hold queue until somebody let it go. */
  wasHeld: z.boolean().optional(),
  /** How the attempt before ended, for what a retry tells about itself. */
  before: z.object({ status: z.number().int().optional(), failed: AttemptErrorCode.optional() }).optional(),
});
export type AttemptPlan = z.infer<typeof AttemptPlan>;
