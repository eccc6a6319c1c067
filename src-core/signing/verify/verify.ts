import type { Crypto } from '../../bytes/crypto.ts';
import { unreachable } from '../../errors/tacklebox-error.ts';
import type { SignedRequest } from '../../http/request.ts';
import { verifyAsymmetric } from '../kinds/asymmetric.ts';
import { verifyHmac } from '../kinds/hmac.ts';
import { verifyJwt } from '../kinds/jwt.ts';
import { verifyBasic, verifyPayloadField, verifyStaticToken } from '../kinds/tokens.ts';
import type { Scheme } from '../schemes/scheme.ts';
import { strategies } from '../strategies/index.ts';
import { Checklist } from './checklist.ts';
import type { Verdict } from './verdict.ts';

export interface VerifyContext {
  crypto: Crypto;
  nowMs: number;
}

function unsigned(): Verdict {
  const list = new Checklist();
  const text = 'There is nothing to check: this provider signs nothing.';
  list.pass('scheme', text);
  return list.refuse('unsigned_scheme', text);
}

/**
 * Checks a request's signature against a scheme; any secret that fits is enough. All that a request or a secret can get
 * wrong is a verdict. Throws scheme_invalid alone, for templates that can't be read.
 */
export function verify(
  scheme: Scheme,
  request: SignedRequest,
  secrets: readonly string[],
  context: VerifyContext,
): Verdict {
  switch (scheme.kind) {
    case 'hmac':
      return verifyHmac(scheme, request, secrets, context);
    case 'asymmetric':
      return verifyAsymmetric(scheme, request, secrets, context);
    case 'jwt':
      return verifyJwt(scheme, request, secrets, context);
    case 'strategy':
      return strategies[scheme.strategy].verify(request, secrets, context);
    case 'static-token':
      return verifyStaticToken(scheme, request, secrets, context.crypto);
    case 'basic':
      return verifyBasic(request, secrets, context.crypto);
    case 'payload-field':
      return verifyPayloadField(scheme, request, secrets, context.crypto);
    case 'none':
      return unsigned();
    default:
      return unreachable(scheme);
  }
}
