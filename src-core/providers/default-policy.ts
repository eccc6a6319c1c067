import { RetryPolicy } from '../retry/policy.ts';
import type { Provider } from './provider.ts';

/**
 * How an event is sent where the caller names no policy: as its provider does. Where that one says that it retries but not
 * when, our hint stands in; where it says nothing of retries there are none.
 */
export function defaultPolicy({ delivery }: Provider): RetryPolicy {
  const { retryPolicy, retriesStated, simulationHint, success, timeoutMs } = delivery;
  if (retryPolicy) return retryPolicy;
  if (retriesStated && simulationHint) return simulationHint;
  return RetryPolicy.parse({ success, ...(timeoutMs === null ? {} : { timeoutMs }) });
}

/** One attempt, as patient as the provider and with its idea of success. */
export const oneAttempt = (provider: Provider): RetryPolicy => ({
  ...defaultPolicy(provider),
  maxAttempts: 1,
});
