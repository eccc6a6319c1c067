import { z } from 'zod';
import { RawHeaders } from '../http/headers.ts';
import { Phases } from '../http/phases.ts';
import { TlsCause } from '../http/tls-failure.ts';
import { TlsIdentity } from '../http/tls-identity.ts';
import { IsoTime } from '../numbers/iso-time.ts';
import { BodyPreview } from './body-preview.ts';
import { AttemptId, DeliveryId } from './ids.ts';

/** Why an attempt got no answer. Each has a sentence of its own for the screen: see delivery/explain-attempt.ts. */
export const AttemptErrorCode = z.enum([
  'refused',
  'reset',
  'dns',
  'unreachable',
  'tls',
  'connect_timeout',
  'response_timeout',
  'response_too_large',
  'invalid_response',
  'cancelled',
  'interrupted',
  'other',
]);
export type AttemptErrorCode = z.infer<typeof AttemptErrorCode>;

/** How a finished attempt ended. */
export const AttemptOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('responded'),
    status: z.number().int(),
    statusText: z.string(),
    httpVersion: z.string(),
    rawHeaders: RawHeaders,
    body: BodyPreview,
    /** Answers that were followed to this one, where the target asks for it. */
    redirects: z.array(z.object({ status: z.number().int(), location: z.string() })).optional(),
  }),
  z.object({
    kind: z.literal('failed'),
    code: AttemptErrorCode,
    message: z.string(),
    /** What of TLS failed, where it was that. */
    cause: TlsCause.optional(),
    bytesReceived: z.number().int().default(0),
  }),
]);
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

/** What followed an attempt that was no success; `because` and `reason` say why. */
export const AttemptSequel = z.discriminatedUnion('kind', [
  /** Its policy tries again after `waitMs`. */
  z.object({
    kind: z.literal('retry'),
    waitMs: z.number(),
    because: z.enum(['schedule', 'jitter', 'retry-after']),
  }),
  /** The target did not take it: it is kept until the target does. */
  z.object({ kind: z.literal('retained'), reason: z.string() }),
  /** It is not tried again. */
  z.object({ kind: z.literal('gave_up'), reason: z.string() }),
  /** It was never made: its policy had switched the target off. */
  z.object({ kind: z.literal('switched_off'), reason: z.string() }),
]);
export type AttemptSequel = z.infer<typeof AttemptSequel>;

/**
 * What kept an attempt from beginning when it was due: `held` by a person, `retained` for its target, `paused` queue,
 * `stopped` (Tacklebox did not run, or the computer slept), `rate` (no place was free at its target).
 */
export const AttemptKeptBy = z.enum(['held', 'retained', 'paused', 'stopped', 'rate']);

export const AttemptReason = z.enum(['send', 'retry', 'replay', 'forward', 'redeliver', 'retry-now']);
export type AttemptReason = z.infer<typeof AttemptReason>;

/** One try to hand a delivery to a target, kept whole. */
export const Attempt = z.object({
  attemptId: AttemptId,
  deliveryId: DeliveryId,
  /** 1 for the first of its delivery and target. */
  number: z.number().int().min(1),
  reason: AttemptReason,
  /** `scheduled`: not begun. `interrupted` outcomes are attempts that a crash cut off: they may have reached the target. */
  state: z.enum(['scheduled', 'running', 'succeeded', 'failed', 'cancelled']),
  url: z.string(),
  scheduledAt: IsoTime,
  startedAt: IsoTime.nullable(),
  durationMs: z.number().nullable(),
  request: z
    .object({
      method: z.string(),
      target: z.string(),
      rawHeaders: RawHeaders,
      bodyBytes: z.number().int(),
      body: BodyPreview,
    })
    .nullable(),
  phases: Phases.nullable(),
  outcome: AttemptOutcome.nullable(),
  /** Null for what succeeded or has not ended, and for attempts of earlier versions. */
  sequel: AttemptSequel.nullable().default(null),
  /** Null where it began when it was due, or has not begun, and for attempts of earlier versions. */
  keptBy: AttemptKeptBy.nullable().default(null),
});
export type Attempt = z.infer<typeof Attempt>;

/** Where attempts go. */
export const Target = z.object({
  url: z.url({ protocol: /^https?$/, error: 'an http:// or https:// address' }),
  method: z
    .string()
    .regex(/^[A-Z]+$/, 'an HTTP method in capitals')
    .default('POST'),
  /** Sent as they are, after the provider's own headers. */
  headers: RawHeaders.default([]),
  timeoutMs: z.number().int().positive().max(3_600_000).optional(),
  connectTimeoutMs: z.number().int().positive().max(600_000).optional(),
  followRedirects: z.boolean().default(false),
  /** Accept a TLS certificate that does not verify: for a handler under development. */
  insecureTls: z.boolean().default(false),
  /** Authorities to trust at this target and a client certificate to offer it, besides what is set for its host. */
  tls: TlsIdentity.optional(),
  /** What the vault keeps for the masks in `url`, `headers` and `tls`. Hand it back with the masks to leave them as they are. */
  secretRef: z.string().optional(),
});
export type Target = z.infer<typeof Target>;
export type TargetInput = z.input<typeof Target>;
