import { z } from 'zod';
import { strictObject } from '../../errors/strict-object.ts';

/** The words that every kind of scheme is made of. */

/** How the key's bytes come out of the secret's text. */
export const KeyFormat = z.enum([
  'utf8',
  'base64',
  'hex',
  /** Standard Webhooks: an optional `whsec_` prefix (Supabase: `v1,whsec_`), then base64. */
  'whsec-base64',
  /** Braintree: the SHA-1 digest of the secret's text. */
  'sha1-of-utf8',
  /** The SHA-256 digest of the secret's text, its 32 bytes. */
  'sha256-of-utf8',
  /** The SHA-256 digest of the secret's text, as 64 hex digits that are themselves the key. */
  'sha256-hex-of-utf8',
  /** EasyPost: the text in NFKD. */
  'utf8-nfkd',
]);
export type KeyFormat = z.infer<typeof KeyFormat>;

export const SignatureEncoding = z.enum(['hex', 'hex-upper', 'base64', 'base64url']);
export type SignatureEncoding = z.infer<typeof SignatureEncoding>;

/** Where a value is in a request. */
export const Locator = z.discriminatedUnion('in', [
  strictObject({
    in: z.literal('header'),
    /** Any case. A `*` at the end stands for a number (DocuSign's X-DocuSign-Signature-1, -2, …). */
    name: z.string().min(1),
    /** Other headers that may carry the same (Svix: webhook-id; Box: the secondary key's signature). */
    alsoNamed: z.array(z.string().min(1)).optional(),
  }),
  strictObject({
    in: z.literal('json'),
    pointer: z
      .string()
      .max(1000)
      .regex(/^(\/.*)?$/, 'a JSON pointer begins with /'),
  }),
  strictObject({ in: z.literal('query'), name: z.string().min(1) }),
  strictObject({ in: z.literal('form'), name: z.string().min(1) }),
]);
export type Locator = z.infer<typeof Locator>;

/** `http-date`: as the header Date, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7; RFC 1123). */
export const TimestampUnit = z.enum(['unix-seconds', 'unix-ms', 'iso8601', 'http-date']);
export type TimestampUnit = z.infer<typeof TimestampUnit>;

/**
 * How a moment is read before ages are compared, since libraries differ by parts of a second: both cut to whole seconds,
 * now rounded to them, or both as they are.
 */
export const ClockReading = z.enum(['whole-seconds', 'rounded-seconds', 'exact']);

export const TimestampRule = strictObject({
  /** `signature`: inside the signature's own header, by its format. */
  at: z.union([Locator, strictObject({ in: z.literal('signature') })]),
  /** ISO 8601 without a zone is UTC. */
  unit: TimestampUnit.default('unix-seconds'),
  /** Older than this is refused; null where the provider states no bound. */
  toleranceSeconds: z.number().positive().nullable().default(null),
  /** Whether a timestamp from the future beyond the tolerance is refused as well. */
  refuseFuture: z.boolean().default(true),
  /** How far ahead of now it may be, where that is another bound than the tolerance (Box: not at all). */
  futureSeconds: z.number().nonnegative().optional(),
  /** Absent: whole seconds for Unix seconds and HTTP dates, exact for the others. */
  clock: ClockReading.optional(),
});
export type TimestampRule = z.infer<typeof TimestampRule>;

/**
 * A value that a provider's sender knows besides the secret, such as a key id, an issuer or an audience. Templates read it as
 * {field:name}. Signing without a value makes one up; checking without one looks only whether there is something.
 */
export const SchemeField = strictObject({
  name: z.string().regex(/^[A-Za-z]\w{0,49}$/, 'a letter, then letters, digits and _'),
  /** For people: "API key". */
  label: z.string().min(1),
  /** What it is and where it is found. */
  description: z.string().default(''),
  /** What a signature made here says where no value is given; a template that may read the request. */
  madeUp: z.string(),
  /** The value, where the scheme comes with it. */
  value: z.string().max(4096).optional(),
});
export type SchemeField = z.infer<typeof SchemeField>;

/** Values for a scheme's fields, by name. */
export const FieldValues = z.record(z.string().max(50), z.string().max(4096));
export type FieldValues = z.infer<typeof FieldValues>;
