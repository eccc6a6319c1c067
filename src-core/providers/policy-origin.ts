import { formatDuration } from '../numbers/duration.ts';
import type { RetryPolicy } from '../retry/policy.ts';
import { policyInWords } from '../retry/policy-text.ts';
import { type Attribution, attributed, deliveryAttribution, policyAttribution } from './origin.ts';
import type { Provider } from './provider.ts';

/** One thing that a policy says, and whose word it is. */
export interface PolicyFact {
  field: 'schedule' | 'timeout' | 'jitter' | 'retryAfter' | 'success' | 'disable';
  name: string;
  words: string;
  attribution: Attribution;
}

const unsaid = (what: string): Attribution => ({ origin: 'ours', source: `${what} is not published` });

const retryAfterWords: Record<RetryPolicy['retryAfter'], string> = {
  ignore: 'ignored',
  honour: 'followed',
  'at-least': 'followed where it is longer',
};

function jitterWords({ jitter }: RetryPolicy): string {
  if (jitter.kind === 'none') return 'none';
  return jitter.kind === 'spread' ? `± ${Number((jitter.ratio * 100).toFixed(2))} %` : jitter.kind;
}

/** Whether a policy's timeout is one that its provider publishes; else it is an assumption of ours. */
export const isTimeoutPublished = ({ delivery }: Provider, policy: RetryPolicy): boolean =>
  delivery.timeoutMs === policy.timeoutMs && deliveryIsItsWord(delivery.confidence);

const deliveryIsItsWord = (confidence: Provider['delivery']['confidence']): boolean =>
  confidence === 'docs' || confidence === 'verified-by-sdk';

/**
 * What is played as a provider's policy, field by field, each with whose word it is: what the policy leaves at its default
 * because nothing is published is ours, also where the rest is the provider's.
 */
export function policyFacts(provider: Provider, policy: RetryPolicy): PolicyFact[] {
  const whole = policyAttribution(provider, policy);
  const delivery = deliveryAttribution(provider);
  const said = (isSaid: boolean, what: string): Attribution => (isSaid ? whole : unsaid(what));
  const facts: PolicyFact[] = [
    { field: 'schedule', name: 'Attempts and waits', words: policyInWords(policy), attribution: whole },
    {
      field: 'timeout',
      name: 'Timeout of each',
      words: formatDuration(policy.timeoutMs),
      attribution: isTimeoutPublished(provider, policy) ? delivery : unsaid('a timeout'),
    },
    {
      field: 'jitter',
      name: 'Jitter',
      words: jitterWords(policy),
      attribution: said(policy.jitter.kind !== 'none', 'jitter'),
    },
    {
      field: 'retryAfter',
      name: 'Retry-After',
      words: retryAfterWords[policy.retryAfter],
      attribution: said(policy.retryAfter !== 'ignore', 'what becomes of it'),
    },
    { field: 'success', name: 'Success', words: policy.success, attribution: delivery },
  ];
  const { endpointDisabling } = provider.delivery;
  if (policy.disableAfter === undefined && endpointDisabling === null) return facts;
  return [
    ...facts,
    {
      field: 'disable',
      name: 'Switching off',
      words: endpointDisabling ?? 'after failures',
      attribution: endpointDisabling === null ? attributed(provider, 'ours') : delivery,
    },
  ];
}
