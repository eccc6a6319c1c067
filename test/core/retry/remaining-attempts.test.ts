import { describe, expect, it } from 'vitest';
import { allProviders } from '#core/providers/registry.ts';
import { RetryPolicy } from '#core/retry/policy.ts';
import { remainingAttempts } from '#core/retry/remaining-attempts.ts';
import { simulateOne } from '#core/retry/simulation/simulate-one.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';

/** All attempts of a delivery whose receiver refuses at once, played without chance and whatever is tried again. */
const starts = (policy: RetryPolicy): number[] =>
  simulateOne(
    Simulation.parse({
      policy: { ...policy, jitter: { kind: 'none' }, disableAfter: undefined, retryOn: undefined },
      scenario: { otherwise: { do: 'refuse' } },
      receiver: { latencyMs: 0 },
    }),
  ).attempts.map(({ startMs }) => startMs);

describe('what a policy has left', () => {
  const policies = allProviders.flatMap(({ id, delivery }) =>
    delivery.retryPolicy ? [[id, delivery.retryPolicy] as const] : [],
  );

  it.each(policies)('is what would be played: %s', (_id, policy) => {
    const all = starts(policy);
    for (const from of [0, Math.floor(all.length / 2), all.length - 1]) {
      const left = remainingAttempts(policy, { number: from + 1, atMs: all[from] ?? 0, firstAtMs: 0 });
      const played = all.slice(from + 1, from + 1 + left.length);
      expect(left.map(({ atMs }) => Math.round(atMs))).toEqual(played.map(Math.round));
      expect(left.length).toBe(Math.min(60, all.length - from - 1));
      expect(left.map(({ number }) => number)).toEqual(played.map((_, at) => from + at + 2));
    }
  });

  it('is nothing where one attempt is all', () => {
    expect(remainingAttempts(RetryPolicy.parse({}), { number: 1, atMs: 0, firstAtMs: 0 })).toEqual([]);
  });
});
