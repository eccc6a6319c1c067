import { z } from 'zod';

/** The outcome of checking a signature. `genuine` alone means that it holds. */
export const VerdictCode = z.enum([
  'genuine',
  /** The provider signs nothing, or the endpoint has no scheme: nothing to check. */
  'unsigned_scheme',
  'secret_missing',
  'secret_malformed',
  'signature_missing',
  'signature_malformed',
  'timestamp_missing',
  'timestamp_malformed',
  'timestamp_too_old',
  'timestamp_in_future',
  'id_missing',
  /** A part of the signed content is not in the request (a JSON field, a query parameter). */
  'part_missing',
  'no_matching_signature',
  'claim_mismatch',
  'certificate_untrusted',
]);
export type VerdictCode = z.infer<typeof VerdictCode>;

/** A stretch of the signed content, so that an interface can tint it and draw separators and invisible bytes. */
export const ContentPart = z.object({
  /** `literal`: a separator of the template; else the name of the template's part, as `body` or `header:X-Id`. */
  source: z.string(),
  text: z.string(),
  encoding: z.enum(['utf8', 'base64']),
  bytes: z.number().int(),
  /** Only the first part of it is shown. */
  truncated: z.boolean(),
});
export type ContentPart = z.infer<typeof ContentPart>;

/** One line of the checklist, in the order in which a person would check. */
export const VerdictStep = z.object({
  id: z.enum([
    'scheme',
    'header',
    'timestamp',
    'id',
    'secret',
    'content',
    'signature',
    'claims',
    'certificate',
  ]),
  ok: z.boolean(),
  /** A sentence: what was looked at and what was found. */
  text: z.string(),
  /** The exact value, for the monospace column. Never a secret. */
  value: z.string().optional(),
});
export type VerdictStep = z.infer<typeof VerdictStep>;

/** Where in the bytes a proven cause lies: `removed` bytes at `offset` of the received body gave way to `inserted`. */
export const ByteChange = z.object({
  of: z.enum(['body', 'secret', 'url', 'timestamp', 'header', 'content']),
  offset: z.number().int().nonnegative(),
  removedBase64: z.string(),
  insertedBase64: z.string(),
});
export type ByteChange = z.infer<typeof ByteChange>;

/** A known mistake that explains a failed signature. */
export const Cause = z.object({
  /** The mistake's name, such as `body-trailing-newline`; a compound of two is joined by `+`. */
  id: z.string(),
  /** `true`: a recomputed value equals the received one. `false`: it only looks like it. */
  proven: z.boolean(),
  /** One sentence for the top of the screen. */
  title: z.string(),
  /** What happened, in a sentence or two. */
  explanation: z.string(),
  /** What to do, per framework where it differs. */
  fixes: z.array(z.object({ where: z.string(), text: z.string(), code: z.string().optional() })),
  changes: z.array(ByteChange).default([]),
});
export type Cause = z.infer<typeof Cause>;

export const Diagnosis = z.object({
  causes: z.array(Cause),
  /** How many mistakes were tried, and in how long. */
  tried: z.number().int(),
  elapsedMs: z.number(),
  /** The search ended early: out of time, or cancelled. */
  complete: z.boolean(),
});
export type Diagnosis = z.infer<typeof Diagnosis>;

/** What a signature that holds covers of its request, in words, and what it leaves open to whoever holds it. */
export const Binding = z.object({ covered: z.array(z.string()), open: z.array(z.string()) });
export type Binding = z.infer<typeof Binding>;

export const Verdict = z.object({
  ok: z.boolean(),
  code: VerdictCode,
  /** One plain sentence: the answer and its reason. */
  summary: z.string(),
  steps: z.array(VerdictStep),
  signedContent: z.array(ContentPart).optional(),
  /** The signature that the request carries and the one computed here. `expected` is for the interface, never for a sender. */
  received: z.string().optional(),
  expected: z.string().optional(),
  /** Seconds between the signature's timestamp and now; negative for the future. */
  ageSeconds: z.number().optional(),
  /** First 6 hex digits of the SHA-256 of the secret that matched (or was tried). */
  secretFingerprint: z.string().optional(),
  /** Told where it isn't the whole body that is signed. */
  binding: Binding.optional(),
  diagnosis: Diagnosis.optional(),
});
export type Verdict = z.infer<typeof Verdict>;
