import { behavioursOf } from '../choose-behaviour.ts';
import { judgeAttempt } from '../judge-attempt.ts';
import { followedWaitMs } from '../next-attempt.ts';
import type { RetryPolicy } from '../policy.ts';
import { retryAfterMs } from '../retry-after.ts';
import type { Behaviour, Scenario } from '../scenario.ts';
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
  /** The last attempt after which it is tried again: retries of some answers are counted apart. */
  lastRetried: number;
  /** The wait that the answer asks for and the policy follows; null: none. */
  retryAfterMs: number | null;
  /** The Retry-After as a date, read against virtual time at each attempt; null: it is none. */
  retryAfterDate: string | null;
}

export interface CompiledScenario {
  /** By the position that `chooseRule` answers. */
  outcomes: CompiledOutcome[];
  otherwise: CompiledOutcome;
  overload: CompiledOutcome;
}

const isSeconds = (header: string): boolean => /^\d+$/.test(header.trim());

function compileOutcome(policy: RetryPolicy, behaviour: Behaviour, latencyMs: number): CompiledOutcome {
  const played = playBehaviour(behaviour, { timeoutMs: policy.timeoutMs, latencyMs });
  const { status, failed, retryAfter, rawHeaders } = played;
  const judged = judgeAttempt(policy, {
    ...(status === null ? { failed: failed ?? 'other' } : { status, rawHeaders }),
    ...(retryAfter === null ? {} : { retryAfterHeader: retryAfter }),
  });
  const followedMs =
    retryAfter !== null && isSeconds(retryAfter) ? followedWaitMs(policy, retryAfterMs(retryAfter, 0)) : null;
  const tooLong = Number.isNaN(followedMs);
  const verdict =
    judged.kind === 'succeeded' ? succeeded : judged.kind === 'give_up' || tooLong ? givenUp : retried;
  return {
    behaviour,
    played,
    verdict,
    lastRetried: judged.kind === 'retry' ? judged.retries : 0,
    retryAfterMs: tooLong ? null : followedMs,
    retryAfterDate:
      retryAfter !== null && !isSeconds(retryAfter) && policy.retryAfter !== 'ignore' ? retryAfter : null,
  };
}

/** The wait that an outcome asks for where the attempt ended at `endMs` of Unix time; null: none, NaN: the policy gives up. */
export function askedMs(policy: RetryPolicy, outcome: CompiledOutcome, endMs: number): number | null {
  if (outcome.retryAfterDate === null) return outcome.retryAfterMs;
  return followedWaitMs(policy, retryAfterMs(outcome.retryAfterDate, endMs));
}

export function compileScenario(
  policy: RetryPolicy,
  scenario: Scenario,
  receiver: ReceiverModel,
): CompiledScenario {
  const compile = (behaviour: Behaviour, latencyMs = receiver.latencyMs) =>
    compileOutcome(policy, behaviour, latencyMs);
  const outcomes = behavioursOf(scenario).map((behaviour) => compile(behaviour));
  const otherwise = outcomes[scenario.rules.length] ?? compile(scenario.otherwise);
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
  return { outcomes, otherwise, overload };
}
