import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { SignedRequest } from '../../http/request.ts';
import { kindOf } from '../kinds/index.ts';
import type { Scheme } from '../schemes/scheme.ts';
import type { Signed } from './signed-request.ts';
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
  return kindOf(scheme.kind).sign(scheme, request, secret, context);
}
