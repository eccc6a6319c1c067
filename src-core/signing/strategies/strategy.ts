import type { Crypto } from '../../bytes/crypto.ts';
import type { SignedRequest } from '../request.ts';
import type { Signed } from '../signed.ts';
import type { SignContext } from '../stamp.ts';
import type { Verdict } from '../verdict.ts';

/** How a provider signs that data can't describe. Each is a module here; scheme.ts says what its secret holds. */
export interface Strategy {
  verify(
    request: SignedRequest,
    secrets: readonly string[],
    context: { crypto: Crypto; nowMs: number },
  ): Verdict;
  sign(request: SignedRequest, secret: string, context: SignContext): Signed;
}
