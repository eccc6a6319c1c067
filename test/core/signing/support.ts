import { utf8 } from '#core/bytes/encoding.ts';
import { findHeader, type SignedRequest, withHeader } from '#core/http/request.ts';
import { type FieldValues, Scheme, type SchemeInput } from '#core/signing/schemes/scheme.ts';
import { type SignContext, type Signed, sign } from '#core/signing/sign/sign.ts';
import type { Verdict } from '#core/signing/verify/verdict.ts';
import { verify } from '#core/signing/verify/verify.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';

/** The moment of the published vectors. */
export const vectorNowMs = 1_760_000_000_000;

export const scheme = (input: SchemeInput): Scheme => Scheme.parse(input);
export const header = (name: string) => ({ in: 'header' as const, name });
export const json = (pointer: string) => ({ in: 'json' as const, pointer });

export interface RequestInput {
  method?: string;
  url?: string;
  headers?: Record<string, string> | [string, string][];
  body?: string | Uint8Array;
}

export function request({
  method = 'POST',
  url = 'https://example.com/hooks',
  headers = {},
  body = '{"id":"evt_1","note":"Café / ☕"}',
}: RequestInput = {}): SignedRequest {
  const rawHeaders = Array.isArray(headers) ? headers : Object.entries(headers);
  return { method, url, rawHeaders, body: typeof body === 'string' ? utf8(body) : body };
}

/** The request with everything that signing made of it. */
export function applied(original: SignedRequest, signed: Signed): SignedRequest {
  const rawHeaders = signed.headers.reduce(
    (headers, [name, value]) => withHeader(headers, name, value),
    original.rawHeaders,
  );
  return { ...original, url: signed.url, body: signed.body, rawHeaders };
}

export const signedRequest = (
  by: Scheme,
  original: SignedRequest,
  secret: string,
  context: Partial<SignContext> = {},
): SignedRequest =>
  applied(original, sign(by, original, secret, { crypto: nodeCrypto, nowMs: vectorNowMs, ...context }));

export const check = (
  by: Scheme,
  from: SignedRequest,
  secrets: string[],
  nowMs = vectorNowMs,
  fields?: FieldValues,
): Verdict => verify(by, from, secrets, { crypto: nodeCrypto, nowMs, fields });

export const without = (from: SignedRequest, name: string): SignedRequest => ({
  ...from,
  rawHeaders: from.rawHeaders.filter(([key]) => key.toLowerCase() !== name.toLowerCase()),
});

export const changed = (
  from: SignedRequest,
  name: string,
  change: (value: string) => string,
): SignedRequest => ({
  ...from,
  rawHeaders: withHeader(from.rawHeaders, name, change(findHeader(from.rawHeaders, name) ?? '')),
});

export const github = scheme({
  kind: 'hmac',
  signature: { at: header('X-Hub-Signature-256'), format: 'sha256={signature}' },
});

export const stripe = scheme({
  kind: 'hmac',
  signedContent: '{timestamp}.{body}',
  signature: { at: header('Stripe-Signature'), format: 't={timestamp},v1={signature}', separator: ',' },
  timestamp: { at: { in: 'signature' }, toleranceSeconds: 300, refuseFuture: false },
});

export const standardWebhooks = scheme({
  kind: 'hmac',
  encoding: 'base64',
  key: 'whsec-base64',
  signedContent: '{id}.{timestamp}.{body}',
  signature: { at: header('webhook-signature'), format: 'v1,{signature}', separator: ' ' },
  timestamp: { at: header('webhook-timestamp'), toleranceSeconds: 300 },
  id: header('webhook-id'),
});
