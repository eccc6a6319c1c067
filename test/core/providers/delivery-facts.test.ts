import { describe, expect, test } from 'vitest';
import { requireProvider } from '#core/providers/require-provider.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import { simulateOne } from '#core/retry/simulation/simulate-one.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';
import { policyProblem } from '#core/retry/usable-policy.ts';
import facts from '../../fixtures/delivery-facts.json' with { type: 'json' };

/** Every attempt of a policy where none succeeds, chance and switching off left out: by the failure that it retries longest. */
function played(policy: RetryPolicy) {
  const runs = [{ do: 'refuse' }, { do: 'respond', status: 500 }, { do: 'respond', status: 503 }].map(
    (behaviour) =>
      simulateOne(
        Simulation.parse({
          policy: { ...policy, jitter: { kind: 'none' }, disableAfter: undefined },
          scenario: { otherwise: behaviour },
          receiver: { latencyMs: 0 },
        }),
      ),
  );
  return runs.reduce((longest, run) => (run.attempts.length > longest.attempts.length ? run : longest));
}

const withPolicy = facts.flatMap((fact) => {
  const { retryPolicy, simulationHint } = requireProvider(fact.id).delivery;
  const policy = retryPolicy ?? simulationHint;
  return policy ? [{ ...fact, policy }] : [];
});

describe('what is played is what the provider says:', () => {
  test.each(withPolicy)('$id', ({ maxAttempts, schedule, repeatLast, formula, horizonSeconds, policy }) => {
    expect(policyProblem(policy)).toBeNull();
    const { attempts } = played(policy);
    const spanMs = attempts.at(-1)?.startMs ?? 0;
    if (maxAttempts !== null) {
      // Where the last wait repeats, the number or the total ends it, whichever comes first.
      if (repeatLast) expect(attempts.length).toBeLessThanOrEqual(maxAttempts);
      else expect(attempts).toHaveLength(maxAttempts);
    }
    if (schedule !== null) {
      const waits = attempts.slice(0, -1).map(({ waitMs }) => Math.round((waitMs ?? 0) / 1000));
      const told = waits.map((_, at) => schedule[at] ?? (repeatLast ? schedule.at(-1) : undefined));
      expect(waits).toEqual(told);
    }
    if (horizonSeconds !== null && horizonSeconds > 0) {
      expect(spanMs).toBeLessThanOrEqual(horizonSeconds * 1000);
      // A number and a total: the waits fill it. A total alone: nothing begins later than that.
      if (maxAttempts !== null && schedule === null && !formula)
        expect(spanMs).toBeGreaterThan(horizonSeconds * 850);
      if (maxAttempts === null) expect(policy.horizonMs).toBe(horizonSeconds * 1000);
    }
  });
});

describe('what steers a provider is played:', () => {
  const give = (id: string, status: number, headers: [string, string][] = []) => {
    const { retryPolicy, simulationHint } = requireProvider(id).delivery;
    return simulateOne(
      Simulation.parse({
        policy: retryPolicy ?? simulationHint,
        scenario: { otherwise: { do: 'respond', status, headers } },
      }),
    ).attempts.length;
  };

  test.each<[string, number, [string, string][]]>([
    ['mailgun', 406, []],
    ['postmark', 403, []],
    ['slack', 500, [['X-Slack-No-Retry', '1']]],
    ['svix', 500, [['webhook-delivery', 'abort-message']]],
    ['clerk', 500, [['Webhook-Delivery', 'abort-message']]],
    ['bitbucket', 404, []],
    ['jira', 404, []],
    ['fireblocks', 400, []],
    ['nylas', 500, []],
    ['okta', 404, []],
    ['supabase', 503, []],
    ['zendesk', 429, []],
    ['zendesk', 429, [['Retry-After', '120']]],
    ['pagerduty', 404, []],
    ['standard-webhooks', 410, []],
    ['typeform', 410, []],
    ['upstash-qstash', 489, [['Upstash-NonRetryable-Error', 'true']]],
  ])('%s tries an answer of %d %j once', (id, status, headers) => {
    expect(give(id, status, headers)).toBe(1);
  });

  test.each([
    ['mailgun', 500],
    ['slack', 500],
    ['bitbucket', 500],
    ['nylas', 503],
    ['pagerduty', 429],
    ['upstash-qstash', 489],
  ])('%s tries an answer of %d again', (id, status) => {
    expect(give(id, status)).toBeGreaterThan(1);
  });
});
