import type { Crypto } from '../../bytes/crypto.ts';
import type { SignedRequest } from '../../http/request.ts';
import type { Signed } from '../sign/signed-request.ts';
import type { SignContext } from '../sign/stamp.ts';
import type { Verdict } from '../verify/verdict.ts';

/** How a provider signs that data can't describe. Each is a module here; scheme.ts says what its secret holds. */
export interface Strategy {
  verify(
    request: SignedRequest,
    secrets: readonly string[],
    context: { crypto: Crypto; nowMs: number },
  ): Verdict;
  sign(request: SignedRequest, secret: string, context: SignContext): Signed;
}
