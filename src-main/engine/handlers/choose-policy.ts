import type { z } from 'zod';
import type { PolicyOrigin } from '#core/contract/retry.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { isTimeoutPublished } from '#core/providers/policy-origin.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';

interface ChosenPolicy {
  policy: RetryPolicy;
  policyOrigin: z.infer<typeof PolicyOrigin>;
  /** It is a provider's who publishes no timeout. */
  timeoutIsOurs: boolean;
}

/** The policy that was given, or a provider's: its documented one before our hint. */
export function choosePolicy({
  policy,
  provider,
}: {
  policy?: RetryPolicy | undefined;
  provider?: string | undefined;
}): ChosenPolicy {
  if (policy) return { policy, policyOrigin: 'given', timeoutIsOurs: false };
  if (provider === undefined) {
    throw new TackleboxError('invalid_input', 'Name a provider whose policy to take, or give a policy.', {
      details: { issues: [{ path: 'policy', message: 'a policy or a provider is needed' }] },
    });
  }
  const known = requireProvider(provider);
  const { name, delivery } = known;
  const played = delivery.retryPolicy ?? delivery.simulationHint;
  if (played) {
    const policyOrigin = delivery.retryPolicy ? 'provider' : 'hint';
    return { policy: played, policyOrigin, timeoutIsOurs: !isTimeoutPublished(known, played) };
  }
  throw new TackleboxError('policy_invalid', `${name} publishes no retry policy. Give one of your own.`);
}
