import { utf8 } from '../../bytes/encoding.ts';
import { TackleboxError, unreachable } from '../../errors/tacklebox-error.ts';
import type { SignedRequest } from '../../http/request.ts';
import { signHttpSignature } from '../kinds/http-signature.ts';
import { signAsymmetric, signHmac } from '../kinds/sign-content.ts';
import { signJwt } from '../kinds/sign-jwt.ts';
import { basicHeader, bodyWithSecret } from '../kinds/tokens.ts';
import { signingFields } from '../schemes/fields.ts';
import type { Scheme } from '../schemes/scheme.ts';
import { wrap } from '../schemes/value-format.ts';
import { strategies } from '../strategies/index.ts';
import { cannotSign, type Signed, signed, withToken } from './signed-request.ts';
import type { SignContext } from './stamp.ts';

export type { Signed } from './signed-request.ts';
export type { SignContext } from './stamp.ts';

/**
 * Signs a request as the scheme's provider would. Headers of the request that the scheme reads (an id, a nonce) are kept;
 * its timestamp is fresh unless one is given. Throws secret_missing or secret_malformed for a secret that can't sign,
 * scheme_cannot_sign where the request lacks what the scheme signs, scheme_invalid for templates that can't be read.
 */
export function sign(scheme: Scheme, request: SignedRequest, secret: string, context: SignContext): Signed {
  if (secret === '' && scheme.kind !== 'none') {
    throw new TackleboxError('secret_missing', 'There is no secret to sign with.');
  }
  switch (scheme.kind) {
    case 'hmac':
      return signHmac(scheme, request, secret, context);
    case 'asymmetric':
      return signAsymmetric(scheme, request, secret, context);
    case 'jwt':
      return signJwt(scheme, request, secret, context);
    case 'http-signature':
      return signHttpSignature(scheme, request, secret, context);
    case 'strategy':
      return strategies[scheme.strategy].sign(request, secret, {
        ...context,
        fields: signingFields(scheme, context.fields, request, context.crypto),
      });
    case 'static-token':
      return withToken(request, scheme.header, wrap(scheme.format, 'secret', secret));
    case 'basic':
      return withToken(request, 'Authorization', basicHeader(secret));
    case 'payload-field': {
      const body = bodyWithSecret(scheme, request, secret);
      if (body === null) {
        throw cannotSign(
          `The secret belongs in the body's field ${scheme.pointer}, but the body is no JSON that has a place for it.`,
        );
      }
      return signed({ ...request, body: utf8(body) }, []);
    }
    case 'none':
      return signed(request, []);
    default:
      return unreachable(scheme);
  }
}
