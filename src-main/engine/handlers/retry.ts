import type { Contract, Handlers } from '#core/contract/index.ts';
import { momentMs } from '#core/delivery/filter/delivery-filter.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { policySpanMs } from '#core/retry/policy-span.ts';
import type { Scenario } from '#core/retry/scenario.ts';
import { parseScenario } from '#core/retry/scenario-text.ts';
import { simulateOne } from '#core/retry/simulation/simulate-one.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';
import { checkPolicy } from '#core/retry/usable-policy.ts';
import type { EngineParts } from '../engine.ts';
import { createObserver } from '../gauntlet/observer.ts';
import { chooseSigning, namedScheme } from '../requests/choose-signing.ts';
import { composeRequest } from '../requests/compose-request.ts';
import { type FastForward, fastForward, type SentInRun } from '../simulation/fast-forward.ts';
import { idempotencyOf, recordFastForward } from '../simulation/record-fast-forward.ts';
import { runLabTask } from '../simulation/run-lab-task.ts';
import { tellProgress } from '../simulation/tell-progress.ts';
import { sleep } from '../sleep.ts';
import { checkIdentity } from '../tls/check-identity.ts';
import { choosePolicy } from './choose-policy.ts';
import { adviceHandlers } from './retry-advice.ts';
import { incidentHandler } from './retry-incident.ts';

type RetryHandlers = Handlers<Contract['retry']>;
type FastForwardInput = Parameters<RetryHandlers['fastForward']>[0];

const scenarioOf = (scenario: Scenario | string): Scenario =>
  typeof scenario === 'string' ? parseScenario(scenario) : scenario;

/** The event as its provider would send it, and what signs it: chosen as for any event that is sent. */
function composed(
  parts: EngineParts,
  { event, target }: FastForwardInput,
): Pick<FastForward, 'request' | 'signing'> & { eventId: string; eventType: string | null } {
  const provider = requireProvider(event.provider);
  const { request, eventId, eventType } = composeRequest(parts, provider, event, target);
  const signing = chooseSigning(parts, {
    ...event,
    scheme: namedScheme(provider, event),
    providerScheme: provider.scheme,
    url: target.url,
  });
  if (!signing || signing.scheme.kind === 'none') return { request, eventId, eventType, signing: null };
  const secret = 'secret' in signing ? signing.secret : parts.vault.open(signing.secretRef);
  return { request, eventId, eventType, signing: { scheme: signing.scheme, secret, eventId } };
}

/** Retries in virtual time, and in compressed real time. */
export const retryHandlers = (parts: EngineParts): RetryHandlers => {
  const { events } = parts;
  return {
    ...incidentHandler(parts),
    ...adviceHandlers(parts),

    simulate: async (
      { policy: given, provider, scenario: scenarioInput, runId, startsAt, ...rest },
      { signal },
    ) => {
      const startedAt = performance.now();
      const { policy, policyOrigin, timeoutIsOurs } = choosePolicy({ policy: given, provider });
      const scenario = scenarioOf(scenarioInput);
      const simulation = Simulation.parse({
        ...rest,
        policy,
        scenario,
        startsAtMs:
          startsAt === undefined ? parts.clock.nowMs() : momentMs(startsAt, parts.clock.nowMs(), 'startsAt'),
      });
      const common = () => ({
        deliveries: simulation.deliveries,
        policy,
        policyOrigin,
        timeoutIsOurs,
        scenario,
        elapsedMs: performance.now() - startedAt,
      });
      if (simulation.deliveries === 1) return { ...simulateOne(simulation), ...common() };
      const many = await runLabTask(
        { kind: 'simulate', simulation },
        { signal, onProgress: tellProgress(events, runId, simulation.deliveries) },
      );
      return { many, ...common() };
    },

    fastForward: async (input, { signal }) => {
      const startedAt = performance.now();
      if (input.target.tls) checkIdentity(input.target.tls, 'target.tls');
      const { policy, policyOrigin } = choosePolicy(input);
      checkPolicy(policy);
      const factor = input.factor ?? Math.max(1, policySpanMs(policy) / input.withinMs);
      const { runId, seed, timestamps, loseAnswers, copies, attemptTimeoutMs, target } = input;
      const event = composed(parts, input);
      const observer = input.observer ? createObserver(input.observer, parts.history) : null;
      const before = (await observer?.count()) ?? null;
      const sent: SentInRun[] = [];
      const result = await fastForward(parts, {
        ...event,
        policy,
        target,
        scenario: input.scenario === undefined ? null : scenarioOf(input.scenario),
        seed,
        factor,
        timestamps,
        loseAnswers,
        copies,
        attemptTimeoutMs,
        signal,
        onAttempt: (attempt) => {
          if (runId !== undefined) events.emit({ type: 'retry.attempted', runId, attempt });
        },
        onSent: (one) => sent.push(one),
      });
      const deliveryId = recordFastForward(parts, {
        ...event,
        ...result,
        provider: input.event.provider,
        target,
        policy,
        sent,
      });
      await sleep(observer ? input.settleMs : 0, signal);
      const effects = observer && before !== null ? (await observer.count()) - before : null;
      const idempotency = idempotencyOf({ sent, effects, success: policy.success });
      return {
        ...result,
        deliveryId,
        idempotency,
        factor,
        policy,
        policyOrigin,
        elapsedMs: performance.now() - startedAt,
      };
    },
  };
};
