import { z } from 'zod';
import { strictObject } from '../../errors/strict-object.ts';
import { KeyFormat, SchemeField } from './terms.ts';

/** Algorithms of HTTP Message Signatures (RFC 9421, 3.3). */
export const httpSignatureAlgorithms = [
  'rsa-pss-sha512',
  'rsa-v1_5-sha256',
  'hmac-sha256',
  'ecdsa-p256-sha256',
  'ecdsa-p384-sha384',
  'ed25519',
] as const;
export type HttpSignatureAlgorithm = (typeof httpSignatureAlgorithms)[number];

/** Digests of a body that RFC 9530 recommends. */
export const contentDigestNames = ['sha-256', 'sha-512'] as const;

/**
 * HTTP Message Signatures (RFC 9421): Signature-Input says what is covered, Signature carries it, and Content-Digest
 * (RFC 9530) binds the body. A component is a header's name in lower case or a derived one (`@method`), bare or as
 * in Signature-Input: `"@query-param";name="id"`, `"example-dict";key="a"`.
 */
export const HttpSignatureScheme = strictObject({
  kind: z.literal('http-signature'),
  algorithm: z.enum(httpSignatureAlgorithms),
  /** How the key comes out of the secret, for hmac-sha256. */
  key: KeyFormat.default('utf8'),
  /** What a signature made here covers, in this order. */
  components: z
    .array(z.string().min(1).max(500))
    .max(100)
    .default(['@method', '@target-uri', 'content-digest']),
  /** What a signature has to cover at least; as much as `components` where absent. */
  required: z.array(z.string().min(1).max(500)).max(100).optional(),
  /** Parameters that a signature made here carries, in this order. */
  parameters: z
    .array(z.enum(['created', 'expires', 'nonce', 'alg', 'keyid', 'tag']))
    .default(['created', 'keyid']),
  /** The name of a signature made here. */
  label: z
    .string()
    .regex(/^[a-z*][a-z0-9_.*-]*$/, 'a key of a structured field: lower case')
    .default('sig1'),
  /** Only signatures of this application are looked at; one made here carries it. */
  tag: z.string().optional(),
  /** Digest of the body in Content-Digest, when signing. */
  digest: z.enum(contentDigestNames).default('sha-256'),
  /** Age by `created`, which then has to be there. Null: any age. `expires` is always respected. */
  toleranceSeconds: z.number().positive().nullable().default(300),
  /** From `created` to `expires`, when signing. */
  lifetimeSeconds: z.number().positive().default(300),
  fields: z.array(SchemeField).optional(),
  /** A secret is `<key id>:<secret>`, and the parameter `keyid` chooses among them. */
  secretByKeyId: z.boolean().default(false),
});
export type HttpSignatureScheme = z.infer<typeof HttpSignatureScheme>;
