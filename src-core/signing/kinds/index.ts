import { utf8 } from '../../bytes/encoding.ts';
import type { SignedRequest } from '../../http/request.ts';
import { knownFields, signingFields } from '../schemes/fields.ts';
import type { Scheme } from '../schemes/scheme.ts';
import { wrap } from '../schemes/value-format.ts';
import { cannotSign, type Signed, signed, withToken } from '../sign/signed-request.ts';
import type { SignContext } from '../sign/stamp.ts';
import { strategies } from '../strategies/index.ts';
import { Checklist } from '../verify/checklist.ts';
import type { Verdict } from '../verify/verdict.ts';
import type { VerifyContext } from '../verify/verify-context.ts';
import { verifyAsymmetric } from './asymmetric.ts';
import { verifyHmac } from './hmac.ts';
import { verifyHttpSignature } from './http-signature.ts';
import { verifyJwt } from './jwt.ts';
import { signAsymmetric, signHmac } from './sign-content.ts';
import { signHttpSignature } from './sign-http-signature.ts';
import { signJwt } from './sign-jwt.ts';
import { basicHeader, bodyWithSecret, verifyBasic, verifyPayloadField, verifyStaticToken } from './tokens.ts';

type KindName = Scheme['kind'];
type SchemeOf = { [K in KindName]: Extract<Scheme, { kind: K }> };

/** One kind of scheme: what signs by it, and what checks by it. */
interface Kind<S extends Scheme> {
  /** The secret is never empty, but for `none`. */
  sign(scheme: S, request: SignedRequest, secret: string, context: SignContext): Signed;
  verify(scheme: S, request: SignedRequest, secrets: readonly string[], context: VerifyContext): Verdict;
}

/** Every kind of scheme there is. */
const kinds: { [K in KindName]: Kind<SchemeOf[K]> } = {
  hmac: { sign: signHmac, verify: verifyHmac },
  asymmetric: { sign: signAsymmetric, verify: verifyAsymmetric },
  jwt: { sign: signJwt, verify: verifyJwt },
  'http-signature': { sign: signHttpSignature, verify: verifyHttpSignature },
  strategy: {
    sign: (scheme, request, secret, context) =>
      strategies[scheme.strategy].sign(request, secret, {
        ...context,
        fields: signingFields(scheme, context.fields, request, context.crypto),
      }),
    verify: (scheme, request, secrets, context) =>
      strategies[scheme.strategy].verify(request, secrets, {
        ...context,
        fields: knownFields(scheme, context.fields),
      }),
  },
  'static-token': {
    sign: ({ header, format }, request, secret) => withToken(request, header, wrap(format, 'secret', secret)),
    verify: (scheme, request, secrets, { crypto }) => verifyStaticToken(scheme, request, secrets, crypto),
  },
  basic: {
    sign: (_scheme, request, secret) => withToken(request, 'Authorization', basicHeader(secret)),
    verify: (_scheme, request, secrets, { crypto }) => verifyBasic(request, secrets, crypto),
  },
  'payload-field': {
    sign: signPayloadField,
    verify: (scheme, request, secrets, { crypto }) => verifyPayloadField(scheme, request, secrets, crypto),
  },
  none: { sign: (_scheme, request) => signed(request, []), verify: nothingToCheck },
};

function signPayloadField(scheme: SchemeOf['payload-field'], request: SignedRequest, secret: string): Signed {
  const body = bodyWithSecret(scheme, request, secret);
  if (body !== null) return signed({ ...request, body: utf8(body) }, []);
  throw cannotSign(
    `The secret belongs in the body's field ${scheme.pointer}, but the body is no JSON that has a place for it.`,
  );
}

function nothingToCheck(): Verdict {
  const list = new Checklist();
  const text = 'There is nothing to check: this provider signs nothing.';
  list.pass('scheme', text);
  return list.refuse('unsigned_scheme', text);
}

/** What signs and checks by schemes of a kind: `kindOf(scheme.kind).sign(scheme, …)`. */
export const kindOf = <K extends KindName>(name: K): Kind<SchemeOf[K]> => kinds[name];
