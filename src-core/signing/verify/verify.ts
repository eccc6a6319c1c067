import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { SignedRequest } from '../../http/request.ts';
import { kindOf } from '../kinds/index.ts';
import type { Scheme } from '../schemes/scheme.ts';
import { Checklist } from './checklist.ts';
import type { Verdict } from './verdict.ts';
import type { VerifyContext } from './verify-context.ts';

export type { VerifyContext } from './verify-context.ts';

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
    return kindOf(scheme.kind).verify(scheme, request, secrets, context);
  } catch (error) {
    if (error instanceof TackleboxError && error.code === 'scheme_invalid') return unreadable(error.message);
    throw error;
  }
}
