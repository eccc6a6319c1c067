import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { RetryPolicy } from '../policy.ts';
import { retryAfterMs } from '../retry-after.ts';
import type { Behaviour, Scenario } from '../scenario.ts';
import { statusIn } from '../status-set.ts';
import { type PlayedAttempt, playBehaviour } from './play-behaviour.ts';
import type { ReceiverModel } from './simulation.ts';

/** What the sender makes of an attempt. Numbers, because a simulation asks a hundred million times. */
export const succeeded = 0;
export const retried = 1;
export const givenUp = 2;

/** A behaviour worked out once: every attempt that meets it ends alike. */
export interface CompiledOutcome {
  behaviour: Behaviour;
  played: PlayedAttempt;
  verdict: typeof succeeded | typeof retried | typeof givenUp;
  retryAfterMs: number | null;
}

export interface CompiledScenario {
  /** One a rule, then `otherwise`, then the receiver's answer to one attempt too many. */
  outcomes: CompiledOutcome[];
  otherwise: CompiledOutcome;
  overload: CompiledOutcome;
}

/** How a policy reads an answer. Without one it is a failure to be retried. */
function verdictOn(policy: RetryPolicy, played: PlayedAttempt): CompiledOutcome['verdict'] {
  if (played.status === null) return retried;
  if (statusIn(policy.success, played.status)) return succeeded;
  return policy.giveUpOn !== undefined && statusIn(policy.giveUpOn, played.status) ? givenUp : retried;
}

export function compileScenario(
  policy: RetryPolicy,
  scenario: Scenario,
  receiver: ReceiverModel,
): CompiledScenario {
  const compile = (behaviour: Behaviour, latencyMs: number): CompiledOutcome => {
    const played = playBehaviour(behaviour, { timeoutMs: policy.timeoutMs, latencyMs });
    // A date in virtual time has no meaning: only the form in seconds is read.
    const wait =
      played.retryAfter === null || !/^\d+$/.test(played.retryAfter.trim())
        ? null
        : retryAfterMs(played.retryAfter, 0);
    return { behaviour, played, verdict: verdictOn(policy, played), retryAfterMs: wait };
  };
  const otherwise = compile(scenario.otherwise, receiver.latencyMs);
  const overload = compile(
    {
      do: 'respond',
      status: receiver.overloadStatus,
      headers:
        receiver.retryAfterSeconds === undefined ? [] : [['Retry-After', String(receiver.retryAfterSeconds)]],
      body: '',
      delayMs: 0,
    },
    Math.min(1, receiver.latencyMs),
  );
  return {
    outcomes: [...scenario.rules.map((rule) => compile(rule.behaviour, receiver.latencyMs)), otherwise],
    otherwise,
    overload,
  };
}

/** A policy must end. Throws policy_invalid where neither attempts, horizon nor the list's length bounds it. */
export function checkPolicyEnds(policy: RetryPolicy): void {
  const { schedule } = policy;
  const listEnds = schedule.kind === 'list' && !schedule.repeatLast;
  if (policy.maxAttempts === null && policy.horizonMs === null && !listEnds) {
    throw new TackleboxError(
      'policy_invalid',
      'This policy never ends: set maxAttempts, horizonMs, or a list of waits that does not repeat.',
    );
  }
}
