import { Scheme, type SchemeInput } from '#core/signing/schemes/scheme.ts';

/** Kinds that have a form; a strategy is a provider's own way and has none. */
export type FormKind = Exclude<Scheme['kind'], 'strategy'>;

export const kindOptions: readonly { value: FormKind; label: string; hint: string }[] = [
  { value: 'hmac', label: 'HMAC', hint: 'A shared secret signs' },
  { value: 'asymmetric', label: 'Public key', hint: 'RSA, RSA-PSS, ECDSA, Ed25519' },
  { value: 'jwt', label: 'JSON Web Token', hint: 'A token stands for the request' },
  {
    value: 'http-signature',
    label: 'HTTP Message Signature (RFC 9421)',
    hint: 'With Content-Digest (RFC 9530)',
  },
  { value: 'static-token', label: 'Secret in a header', hint: 'An API key, a bearer token' },
  { value: 'payload-field', label: 'Secret in the body', hint: 'At a JSON pointer' },
  { value: 'basic', label: 'HTTP Basic', hint: 'user:password' },
  { value: 'none', label: 'Nothing', hint: 'Nothing is signed' },
];

const starters: Record<FormKind, SchemeInput> = {
  hmac: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Signature-256' }, format: 'sha256={signature}' },
  },
  asymmetric: {
    kind: 'asymmetric',
    algorithm: 'ed25519',
    signedContent: '{timestamp}{body}',
    signature: { at: { in: 'header', name: 'X-Signature' } },
    timestamp: { at: { in: 'header', name: 'X-Timestamp' }, toleranceSeconds: 300 },
  },
  jwt: {
    kind: 'jwt',
    algorithm: 'HS256',
    at: { in: 'header', name: 'Authorization', format: 'Bearer {jwt}' },
    digests: [{ claim: 'body', of: 'body' }],
    stamps: ['iat', 'exp'],
  },
  'http-signature': { kind: 'http-signature', algorithm: 'hmac-sha256' },
  'static-token': { kind: 'static-token', header: 'Authorization', format: 'Bearer {secret}' },
  'payload-field': { kind: 'payload-field', pointer: '/secret' },
  basic: { kind: 'basic' },
  none: { kind: 'none' },
};

/** With what a scheme of a kind begins. */
export const starterOf = (kind: FormKind): Scheme => Scheme.parse(starters[kind]);
