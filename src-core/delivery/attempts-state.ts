import type { Attempt } from './attempt.ts';
import type { AttemptPlan } from './attempt-plan.ts';
import type { DeliveryState } from './delivery.ts';

/** What of an attempt decides where its delivery stands. */
export interface AttemptOfDelivery {
  url: string;
  number: number;
  reason: Attempt['reason'];
  state: Attempt['state'];
  plan: Pick<AttemptPlan, 'policy' | 'firstNumber'>;
  /** It waits in the hold queue. */
  held: boolean;
  /** It waits for its target to come back. */
  waitsForTarget: boolean;
  /** It ended without being made, as one does whose target its policy has switched off. */
  unmade?: boolean;
}

/** With several targets the one that wants most attention speaks for the delivery. */
const byUrgency: DeliveryState[] = [
  'held',
  'retained',
  'retrying',
  'pending',
  'dead_letter',
  'failed',
  'cancelled',
  'succeeded',
];

function stateOfLast(last: AttemptOfDelivery): DeliveryState {
  switch (last.state) {
    case 'scheduled':
      if (last.held) return 'held';
      if (last.waitsForTarget) return 'retained';
      return last.number === last.plan.firstNumber ? 'pending' : 'retrying';
    case 'running':
      return last.number === last.plan.firstNumber ? 'pending' : 'retrying';
    case 'succeeded':
      return 'succeeded';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      if (last.unmade) return 'dead_letter';
      return last.plan.policy === null || last.plan.policy.maxAttempts === 1 ? 'failed' : 'dead_letter';
  }
}

/**
 * Where a delivery stands by its attempts, given oldest first: each target by its last one. Replays to other targets
 * are somebody's experiment and don't count, unless there is nothing else. Null without attempts.
 */
export function stateOfAttempts(attempts: readonly AttemptOfDelivery[]): DeliveryState | null {
  const own = new Set(attempts.filter(({ reason }) => reason !== 'replay').map(({ url }) => url));
  const lastByUrl = new Map<string, AttemptOfDelivery>();
  for (const attempt of attempts) {
    if (own.size === 0 || own.has(attempt.url)) lastByUrl.set(attempt.url, attempt);
  }
  const states = new Set([...lastByUrl.values()].map(stateOfLast));
  return byUrgency.find((state) => states.has(state)) ?? null;
}
