import type { SignedRequest } from '../../http/request.ts';
import type { Signed } from '../sign/signed-request.ts';
import type { SignContext } from '../sign/stamp.ts';
import type { Verdict } from '../verify/verdict.ts';
import type { VerifyContext } from '../verify/verify-context.ts';

/** How a provider signs that data can't describe. Each is a module here; scheme.ts says what its secret holds. */
export interface Strategy {
  verify(request: SignedRequest, secrets: readonly string[], context: VerifyContext): Verdict;
  sign(request: SignedRequest, secret: string, context: SignContext): Signed;
}
