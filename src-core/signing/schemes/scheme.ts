import { z } from 'zod';
import { asymmetricNames, hashNames } from '../../bytes/crypto.ts';

/**
 * A signature scheme as data: which bytes are signed, with which key, where the signature travels. Every scheme,
 * a provider's or a user's own, is one of these; one signer and one verifier read them all.
 *
 * Templates (`signedContent`, `format`) are text with parts in braces; `\{ \} \\ \n \r \t` stand for the characters.
 * Parts of signed content:
 *   {body} {timestamp} {id} {nonce} {secret} {method} {url} {path} {query} {pathQuery}
 *   {header:Name} {query:name} {json:/pointer} {form:name}; with `?` after the word ({json?:/p}) a missing one is empty
 *   {hash-hex:sha256:body} (hash-hex-upper, hash-base64, hash-base64url; any hash; any part), {crc32:body} (decimal),
 *   {lower:query:id}
 *   {optional}id:{query:id};{end} is left out whole where a part of it is missing
 *   {sortedFormParams}  name and value of each form field, sorted, nothing between (Twilio)
 *   {signedHeaders:Name}  name:value of each header that the header Name lists, joined by `;` (Contentful)
 *   {urlWithPort} {urlWithoutPort}  the URL with its port spelled out, or left out (Twilio)
 *   {bodyEscaped}  the body with non-ASCII characters as \uXXXX and / as \/ (Box)
 *   {hubspotUrl} {contentfulPath} {plivoUrl}  these providers' own spellings
 * Parts of a header's format: {signature} {timestamp} {keyId}, with the rest literal: "t={timestamp},v1={signature}".
 */

/** How the key's bytes come out of the secret's text. */
export const KeyFormat = z.enum([
  'utf8',
  'base64',
  'hex',
  /** Standard Webhooks: an optional `whsec_` prefix (Supabase: `v1,whsec_`), then base64. */
  'whsec-base64',
  /** Braintree: the SHA-1 digest of the secret's text. */
  'sha1-of-utf8',
  /** EasyPost: the text in NFKD. */
  'utf8-nfkd',
]);
export type KeyFormat = z.infer<typeof KeyFormat>;

export const SignatureEncoding = z.enum(['hex', 'hex-upper', 'base64', 'base64url']);
export type SignatureEncoding = z.infer<typeof SignatureEncoding>;

/** Where a value is in a request. */
export const Locator = z.discriminatedUnion('in', [
  z.object({
    in: z.literal('header'),
    /** Any case. A `*` at the end stands for a number (DocuSign's X-DocuSign-Signature-1, -2, …). */
    name: z.string().min(1),
    /** Other headers that may carry the same (Svix: webhook-id; Box: the secondary key's signature). */
    alsoNamed: z.array(z.string().min(1)).optional(),
  }),
  z.object({ in: z.literal('json'), pointer: z.string().regex(/^(\/.*)?$/, 'a JSON pointer begins with /') }),
  z.object({ in: z.literal('query'), name: z.string().min(1) }),
  z.object({ in: z.literal('form'), name: z.string().min(1) }),
]);
export type Locator = z.infer<typeof Locator>;

/** Where the signature travels. `format` is the header's (or field's) form around it. */
const SignaturePlace = z.object({
  at: Locator,
  format: z.string().default('{signature}'),
  /** Several signatures may stand in one value: separated so (Standard Webhooks: a space; Stripe: repeated v1=). */
  separator: z.enum([' ', ',', ';', '&']).optional(),
});

export const TimestampUnit = z.enum(['unix-seconds', 'unix-ms', 'iso8601']);

export const TimestampRule = z.object({
  /** `signature`: inside the signature's own header, by its format. */
  at: z.union([Locator, z.object({ in: z.literal('signature') })]),
  unit: TimestampUnit.default('unix-seconds'),
  /** Older than this is refused; null where the provider states no bound. */
  toleranceSeconds: z.number().positive().nullable().default(null),
  /** Whether a timestamp from the future beyond the tolerance is refused as well. */
  refuseFuture: z.boolean().default(true),
});
export type TimestampRule = z.infer<typeof TimestampRule>;

const common = {
  timestamp: TimestampRule.optional(),
  /** The event's id, where it is part of the signed content. */
  id: Locator.optional(),
  nonce: Locator.optional(),
  /** A digest of the body beside the signature, checked where the request carries it (Twilio's bodySHA256). */
  bodyDigest: z
    .object({
      at: Locator,
      hash: z.enum(hashNames).default('sha256'),
      encoding: SignatureEncoding.default('hex'),
      /** Put there by the signer for bodies that are neither empty nor forms. */
      required: z.boolean().default(false),
    })
    .optional(),
  /** Other contents that the provider's own verifier accepts too. The signer uses `signedContent`. */
  alsoSigned: z.array(z.string()).optional(),
};

export const HmacScheme = z.object({
  kind: z.literal('hmac'),
  hash: z.enum(hashNames).default('sha256'),
  encoding: SignatureEncoding.default('hex'),
  key: KeyFormat.default('utf8'),
  signedContent: z.string().default('{body}'),
  signature: SignaturePlace,
  /** `plain-hash`: a digest of the content (with {secret} in it), no HMAC (Cloudinary). */
  construction: z.enum(['hmac', 'plain-hash']).default('hmac'),
  ...common,
});

export const AsymmetricScheme = z.object({
  kind: z.literal('asymmetric'),
  algorithm: z.enum(asymmetricNames),
  encoding: SignatureEncoding.default('base64'),
  signedContent: z.string().default('{body}'),
  signature: SignaturePlace,
  ...common,
});

/** A JSON Web Token that binds the request by claims. */
export const JwtScheme = z.object({
  kind: z.literal('jwt'),
  algorithm: z.enum(['HS256', 'RS256', 'ES256']),
  /** `format` holds {jwt}; `body`: the whole body is the token. */
  at: z.union([
    z.object({ in: z.literal('header'), name: z.string(), format: z.string().default('{jwt}') }),
    z.object({ in: z.literal('body') }),
  ]),
  key: KeyFormat.default('utf8'),
  /** Claims that must equal this text, which may hold parts of a template (QStash: `sub` is {url}). */
  claims: z.record(z.string(), z.string()).default({}),
  /** Claims that hold a digest of a part of the request. */
  digests: z
    .array(
      z.object({
        claim: z.string(),
        of: z.enum(['body', 'url']),
        hash: z.enum(hashNames).default('sha256'),
        encoding: SignatureEncoding.default('hex'),
        /** The claim is absent when the part is empty (MessageBird). */
        absentWhenEmpty: z.boolean().default(false),
      }),
    )
    .default([]),
  /** Age by `iat` where stated. `exp` and `nbf` are always respected, with `leewaySeconds`. */
  toleranceSeconds: z.number().positive().nullable().default(null),
  leewaySeconds: z.number().nonnegative().default(0),
  /** Registered claims that the signer adds. */
  stamps: z.array(z.enum(['iat', 'nbf', 'exp', 'jti'])).default(['iat']),
  /** From `iat` to `exp`, when signing. */
  lifetimeSeconds: z.number().positive().default(300),
});

/**
 * The secret itself travels in the payload (Convocore's workspaceSecret, Figma's passcode). The segment `*` of the pointer
 * stands for every element of a list, all of which must carry it (Microsoft Graph's value).
 */
const PayloadFieldScheme = z.object({ kind: z.literal('payload-field'), pointer: z.string() });

/** The secret itself travels in a header. `format` holds {secret}. */
const StaticTokenScheme = z.object({
  kind: z.literal('static-token'),
  header: z.string(),
  format: z.string().default('{secret}'),
});

/** HTTP Basic; the secret is `user:password`. */
const BasicScheme = z.object({ kind: z.literal('basic') });

/** What data can't describe: one of a few named strategies, each a small module under signing/strategies. */
export const StrategyScheme = z.object({
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
});

const NoneScheme = z.object({ kind: z.literal('none') });

export const Scheme = z.discriminatedUnion('kind', [
  HmacScheme,
  AsymmetricScheme,
  JwtScheme,
  PayloadFieldScheme,
  StaticTokenScheme,
  BasicScheme,
  StrategyScheme,
  NoneScheme,
]);
export type Scheme = z.infer<typeof Scheme>;
/** A scheme as people write it, defaults left out. */
export type SchemeInput = z.input<typeof Scheme>;
export type HmacScheme = z.infer<typeof HmacScheme>;
export type AsymmetricScheme = z.infer<typeof AsymmetricScheme>;
export type JwtScheme = z.infer<typeof JwtScheme>;
export type StrategyScheme = z.infer<typeof StrategyScheme>;
