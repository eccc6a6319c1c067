import type { z } from 'zod';
import type { PolicyOrigin } from '#core/contract/retry.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';

interface ChosenPolicy {
  policy: RetryPolicy;
  policyOrigin: z.infer<typeof PolicyOrigin>;
}

/** The policy that was given, or a provider's: its documented one before our hint. */
export function choosePolicy({
  policy,
  provider,
}: {
  policy?: RetryPolicy | undefined;
  provider?: string | undefined;
}): ChosenPolicy {
  if (policy) return { policy, policyOrigin: 'given' };
  if (provider === undefined) {
    throw new TackleboxError('invalid_input', 'Name a provider whose policy to take, or give a policy.', {
      details: { issues: [{ path: 'policy', message: 'a policy or a provider is needed' }] },
    });
  }
  const { name, delivery } = requireProvider(provider);
  if (delivery.retryPolicy) return { policy: delivery.retryPolicy, policyOrigin: 'provider' };
  if (delivery.simulationHint) return { policy: delivery.simulationHint, policyOrigin: 'hint' };
  throw new TackleboxError('policy_invalid', `${name} publishes no retry policy. Give one of your own.`);
}
