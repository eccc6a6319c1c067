import { describe, expect, test } from 'vitest';
import { Origin, originInWords } from '#core/providers/origin.ts';
import { providerFacts } from '#core/providers/provider-facts.ts';
import { allProviders } from '#core/providers/registry.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { sdkAdapters } from '../../conformance/adapters/index.ts';
import vectors from '../../fixtures/vectors.json' with { type: 'json' };

const factsOf = (id: string) => providerFacts(requireProvider(id));
const factsAbout = (id: string, subject: string) => factsOf(id).filter((fact) => fact.subject === subject);

describe('whose word a fact is', () => {
  test('is said of every fact of every provider, with where it stands unless it is ours', () => {
    for (const provider of allProviders) {
      for (const { subject, origin, source } of providerFacts(provider)) {
        expect(Origin.options, provider.id).toContain(origin);
        if (origin !== 'ours') expect(source, `${provider.id}: ${subject}`).toBeTruthy();
      }
    }
  });

  test('is measured only where a test asks the provider’s own library, or has a signature made by it', () => {
    const asked = new Set([
      ...sdkAdapters.map(({ provider }) => provider),
      ...vectors.filter(({ oracle }) => oracle !== 'formula').map(({ provider }) => provider),
    ]);
    const claimed = allProviders.filter((provider) =>
      providerFacts(provider).some(({ origin }) => origin === 'measured'),
    );
    expect(claimed.map(({ id }) => id).filter((id) => !asked.has(id))).toEqual([]);
    expect(claimed.length).toBeGreaterThan(40);
  });

  test('is never the provider’s for a schedule that we made up', () => {
    const guessed = allProviders.filter(({ delivery }) => !delivery.retryPolicy && delivery.simulationHint);
    expect(guessed.length).toBeGreaterThan(0);
    for (const { id } of guessed) {
      const schedules = factsAbout(id, 'Retries').filter(({ statement }) => /attempt/.test(statement));
      expect(schedules, id).toMatchObject([{ origin: 'ours' }]);
    }
  });

  test('is ours for payloads and header of the voice-agent platform, and its own for methods, events, limits and timeout', () => {
    const id = 'voice-agent';
    expect(factsAbout(id, 'Payloads')).toMatchObject([{ origin: 'ours' }]);
    for (const fact of factsAbout(id, 'Signature')) expect(fact.origin).toBe('ours');
    for (const subject of ['Authentication', 'Events', 'Limit', 'Timeout'])
      expect(factsAbout(id, subject)[0], subject).toMatchObject({ origin: 'provider' });
  });

  test('is the library’s for Stripe’s signature, its documents’ for what it does with redirects', () => {
    expect(factsAbout('stripe', 'Signature')[0]).toMatchObject({
      origin: 'measured',
      source: expect.stringContaining('npm:stripe'),
    });
    expect(factsAbout('stripe', 'Redirects')).toMatchObject([
      { origin: 'provider', source: expect.stringContaining('docs.stripe.com') },
    ]);
  });

  test('has one wording each', () => {
    expect(originInWords).toEqual({ provider: 'the provider’s word', measured: 'measured', ours: 'ours' });
  });
});
