import { z } from 'zod';
import { hashNames } from '../../bytes/crypto.ts';
import { strictObject } from '../../errors/strict-object.ts';
import { KeyFormat, SchemeField, SignatureEncoding } from './terms.ts';

/** Algorithms of JSON Web Signatures (RFC 7518, RFC 8037). `none` is not among them, and never will be. */
export const jwsAlgorithms = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
export type JwsAlgorithm = (typeof jwsAlgorithms)[number];

/** What a claim has to be: a text (a template: QStash's `sub` is {url}), one of several texts, a number or a truth. */
const ClaimValue = z.union([z.string(), z.array(z.string()).min(1), z.number(), z.boolean()]);

/** A JSON Web Token that stands for the request: by claims that hold digests of it, or only by being there. */
export const JwtScheme = strictObject({
  kind: z.literal('jwt'),
  algorithm: z.enum(jwsAlgorithms),
  /** `format` holds {jwt}; `body`: the whole body is the token. */
  at: z.union([
    strictObject({ in: z.literal('header'), name: z.string(), format: z.string().default('{jwt}') }),
    strictObject({ in: z.literal('body') }),
  ]),
  key: KeyFormat.default('utf8'),
  /** Parameters of the token's own header besides `alg` and `typ`, as templates: `kid` as {field:keyId}. */
  header: z.record(z.string(), z.string()).optional(),
  /**
   * Claims with the value they must have. Where a template reads a field without a value, it is enough that the claim is
   * there. `aud` may be a list that holds it.
   */
  claims: z.record(z.string(), ClaimValue).default({}),
  /** Claims that the provider's documents demand, whatever their value. */
  requires: z.array(z.string()).default([]),
  /** Claims that hold a digest of a part of the request. */
  digests: z
    .array(
      strictObject({
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
  fields: z.array(SchemeField).optional(),
  /** A secret is `<key id>:<secret>`, and the token's `kid` chooses among them. */
  secretByKeyId: z.boolean().default(false),
});
export type JwtScheme = z.infer<typeof JwtScheme>;
