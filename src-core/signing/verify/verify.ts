import { TackleboxError, unreachable } from '../../errors/tacklebox-error.ts';
import type { SignedRequest } from '../../http/request.ts';
import { verifyAsymmetric } from '../kinds/asymmetric.ts';
import { verifyHmac } from '../kinds/hmac.ts';
import { verifyHttpSignature } from '../kinds/http-signature.ts';
import { verifyJwt } from '../kinds/jwt.ts';
import { verifyBasic, verifyPayloadField, verifyStaticToken } from '../kinds/tokens.ts';
import { knownFields } from '../schemes/fields.ts';
import type { Scheme } from '../schemes/scheme.ts';
import { strategies } from '../strategies/index.ts';
import { Checklist } from './checklist.ts';
import type { Verdict } from './verdict.ts';
import type { VerifyContext } from './verify-context.ts';

export type { VerifyContext } from './verify-context.ts';

function unsigned(): Verdict {
  const list = new Checklist();
  const text = 'There is nothing to check: this provider signs nothing.';
  list.pass('scheme', text);
  return list.refuse('unsigned_scheme', text);
}

/** A scheme with a template that can't be read (one that was kept before it was looked at) finds nothing genuine. */
function unreadable(problem: string): Verdict {
  const text = `The scheme itself can't be read, so nothing can be checked by it. ${problem}`;
  return new Checklist().fail('scheme', 'signature_malformed', text);
}

/**
 * Checks a request's signature against a scheme; any secret that fits is enough. All that a request, a secret or a scheme
 * can get wrong is a verdict.
 */
export function verify(
  scheme: Scheme,
  request: SignedRequest,
  secrets: readonly string[],
  context: VerifyContext,
): Verdict {
  try {
    return verifyBy(scheme, request, secrets, context);
  } catch (error) {
    if (error instanceof TackleboxError && error.code === 'scheme_invalid') return unreadable(error.message);
    throw error;
  }
}

function verifyBy(
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
    case 'http-signature':
      return verifyHttpSignature(scheme, request, secrets, context);
    case 'strategy':
      return strategies[scheme.strategy].verify(request, secrets, {
        ...context,
        fields: knownFields(scheme, context.fields),
      });
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
