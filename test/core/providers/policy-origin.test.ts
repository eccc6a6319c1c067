import { describe, expect, it } from 'vitest';
import { policyFacts } from '#core/providers/policy-origin.ts';
import { allProviders } from '#core/providers/registry.ts';
import { requireProvider } from '#core/providers/require-provider.ts';

const played = (id: string) => {
  const provider = requireProvider(id);
  const policy = provider.delivery.retryPolicy ?? provider.delivery.simulationHint;
  if (!policy) throw new Error(`${id} has nothing to play`);
  return Object.fromEntries(
    policyFacts(provider, policy).map(({ field, attribution }) => [field, attribution.origin]),
  );
};

describe('whose word each part of a played policy is', () => {
  it('is the provider’s where its documents say so, and ours where they are silent', () => {
    expect(played('github')).toMatchObject({ schedule: 'provider', timeout: 'provider', jitter: 'ours' });
    expect(played('stripe')).toMatchObject({ schedule: 'ours' });
  });

  it('is never the provider’s for a timeout that no provider file states', () => {
    const unstated = allProviders.filter(
      ({ delivery }) => delivery.timeoutMs === null && (delivery.retryPolicy ?? delivery.simulationHint),
    );
    expect(unstated.length).toBeGreaterThan(10);
    for (const { id } of unstated) expect(played(id).timeout).toBe('ours');
  });

  it('says where nothing is published what that is', () => {
    const stripe = requireProvider('stripe');
    const hint = stripe.delivery.simulationHint;
    if (!hint) throw new Error('Stripe has a hint');
    const sources = policyFacts(stripe, hint).flatMap(({ attribution }) => attribution.source ?? []);
    expect(sources.some((source) => /is not published|is published/.test(source))).toBe(true);
  });
});
