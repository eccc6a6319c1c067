import { z } from 'zod';
import { asymmetricNames, ecdsaForms, hashNames } from '../../bytes/crypto.ts';
import { strictObject } from '../../errors/strict-object.ts';
import { HttpSignatureScheme } from './http-signature-scheme.ts';
import { JwtScheme } from './jwt-scheme.ts';
import { templateProblems } from './template-problems.ts';
import { KeyFormat, Locator, SchemeField, SignatureEncoding, TimestampRule } from './terms.ts';

export type { JwtScheme } from './jwt-scheme.ts';
export {
  FieldValues,
  KeyFormat,
  Locator,
  SignatureEncoding,
  TimestampRule,
  TimestampUnit,
} from './terms.ts';

/**
 * A signature scheme as data: which bytes are signed, with which key, where the signature travels. Every scheme,
 * a provider's or a user's own, is one of these; one signer and one verifier read them all.
 *
 * Templates (`signedContent`, `format`) are text with parts in braces; `\{ \} \\ \n \r \t` stand for the characters.
 * Parts of signed content:
 *   {body} {timestamp} {id} {nonce} {secret} {method} {url} {path} {query} {pathQuery}
 *   {header:Name} {query:name} {json:/pointer} {form:name}; with `?` after the word ({json?:/p}) a missing one is empty
 *   {hash-hex:sha256:body} (hash-hex-upper, hash-base64, hash-base64url; any hash; any part), {crc32:body} (decimal),
 *   {lower:query:id} {upper:method} {base64:body} {base64url:body}: words before a part stand in any number
 *   {optional}id:{query:id};{end} is left out whole where a part of it is missing
 *   {sortedFormParams}  name and value of each form field, sorted, nothing between (Twilio)
 *   {signedHeaders:Name}  name:value of each header that the header Name lists, joined by `;` (Contentful)
 *   {urlWithPort} {urlWithoutPort}  the URL with its port spelled out, or left out (Twilio)
 *   {bodyEscaped}  the body with non-ASCII characters as \uXXXX and / as \/ (Box)
 *   {host} {urlWithoutQuery}  the URL's host with its port, and all that stands before its `?`
 *   {sortedQuery}  the query's pairs as they stand, sorted by code unit, joined by & again
 *   {canonicalJson}  the body as canonical JSON (RFC 8785)
 *   {field:name}  a value of the scheme's `fields`
 *   {hubspotUrl} {contentfulPath} {plivoUrl}  these providers' own spellings
 * Parts of a header's format: {signature} {timestamp} {keyId} {field:name}, with the rest literal: "t={timestamp},v1={signature}".
 */

/** Where the signature travels. `format` is the header's (or field's) form around it. */
const SignaturePlace = strictObject({
  at: Locator,
  format: z.string().default('{signature}'),
  /** Several signatures may stand in one value: separated so (Standard Webhooks: a space; Stripe: repeated v1=). */
  separator: z.enum([' ', ',', ';', '&']).optional(),
});

const common = {
  timestamp: TimestampRule.optional(),
  /** The event's id, where it is part of the signed content. */
  id: Locator.optional(),
  nonce: Locator.optional(),
  /** A digest of the body beside the signature, checked where the request carries it (Twilio's bodySHA256). */
  bodyDigest: strictObject({
    at: Locator,
    hash: z.enum(hashNames).default('sha256'),
    encoding: SignatureEncoding.default('hex'),
    /** Put there by the signer for bodies that are neither empty nor forms. */
    required: z.boolean().default(false),
  }).optional(),
  /** Other contents that the provider's own verifier accepts too. The signer uses `signedContent`. */
  alsoSigned: z.array(z.string()).max(20).optional(),
  fields: z.array(SchemeField).max(20).optional(),
  /** Where the request names the key that signed it, unless the signature's format has {keyId}. */
  keyId: Locator.optional(),
  /** A secret is `<key id>:<secret>`, and the key id that the request names chooses among them. */
  secretByKeyId: z.boolean().optional(),
};

export const HmacScheme = strictObject({
  kind: z.literal('hmac'),
  hash: z.enum(hashNames).default('sha256'),
  encoding: SignatureEncoding.default('hex'),
  key: KeyFormat.default('utf8'),
  signedContent: z.string().default('{body}'),
  signature: SignaturePlace,
  /** `plain-hash`: a digest of the content (with {secret} in it), no HMAC (Cloudinary). */
  construction: z.enum(['hmac', 'plain-hash']).default('hmac'),
  /** Only so many leading bytes of the digest are the signature. Fewer than 16 are easily guessed. */
  truncateBytes: z.number().int().min(4).max(64).optional(),
  ...common,
});

export const AsymmetricScheme = strictObject({
  kind: z.literal('asymmetric'),
  algorithm: z.enum(asymmetricNames),
  /** ECDSA only: r and s as DER, or one after the other as JSON Web Tokens have them. */
  form: z.enum(ecdsaForms).optional(),
  encoding: SignatureEncoding.default('base64'),
  signedContent: z.string().default('{body}'),
  signature: SignaturePlace,
  ...common,
});

/**
 * The secret itself travels in the payload (Convocore's workspaceSecret, Figma's passcode). The segment `*` of the pointer
 * stands for every element of a list, all of which must carry it (Microsoft Graph's value).
 */
const PayloadFieldScheme = strictObject({ kind: z.literal('payload-field'), pointer: z.string() });

/** The secret itself travels in a header. `format` holds {secret}. */
const StaticTokenScheme = strictObject({
  kind: z.literal('static-token'),
  header: z.string(),
  format: z.string().default('{secret}'),
});

/** HTTP Basic; the secret is `user:password`. */
const BasicScheme = strictObject({ kind: z.literal('basic') });

/** What data can't describe: one of a few named strategies, each a small module under signing/strategies. */
export const StrategyScheme = strictObject({
  kind: z.literal('strategy'),
  strategy: z.enum([
    /** Secret: the certificate or public key as PEM. */
    'aws-sns',
    /** Secret: the public key as PEM. */
    'ebay',
    /** Secret: the webhook id, a line break, then the certificate as PEM. */
    'paypal',
    /** Detached JWS in Fireblocks-Webhook-Signature. Secret: the public key as PEM or JWK. */
    'fireblocks',
    /** Each notification item signs eight of its fields. Secret: hex. */
    'adyen-hmac',
  ]),
  fields: z.array(SchemeField).max(20).optional(),
});

const NoneScheme = strictObject({ kind: z.literal('none') });

/** Whether a request of this scheme carries the secret itself, instead of a proof of knowing it. */
export const carriesSecret = ({ kind }: Scheme): boolean =>
  kind === 'payload-field' || kind === 'static-token' || kind === 'basic';

/** A scheme as it is stored: read again even where a template in it can't be, so that it harms nothing but itself. */
export const StoredScheme = z.discriminatedUnion('kind', [
  HmacScheme,
  AsymmetricScheme,
  JwtScheme,
  HttpSignatureScheme,
  PayloadFieldScheme,
  StaticTokenScheme,
  BasicScheme,
  StrategyScheme,
  NoneScheme,
]);

/** A scheme as it comes in: every template in it can be read. */
export const Scheme = StoredScheme.superRefine((scheme, context) => {
  for (const { path, message } of templateProblems(scheme)) {
    context.addIssue({ code: 'custom', path, message });
  }
});
export type Scheme = z.infer<typeof Scheme>;
/** A scheme as people write it, defaults left out. */
export type SchemeInput = z.input<typeof Scheme>;
export type HmacScheme = z.infer<typeof HmacScheme>;
export type AsymmetricScheme = z.infer<typeof AsymmetricScheme>;
export type StrategyScheme = z.infer<typeof StrategyScheme>;
