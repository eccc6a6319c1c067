import type { Attempt } from '#core/delivery/attempt.ts';
import type { EventBus } from '../events.ts';

/** How much the newest attempt weighs in a target's rate of failures: the last ten or so are what counts. */
const weight = 0.2;

/** Three failures in a row reach it (49 %), and so does half of all failing; an accident that a retry mends does not. */
const failingFrom = 0.45;

/** Below it a target that flaps is well again: that takes about as many successes as there were failures. */
const wellBelow = 0.2;

/** Below it nothing is left to remember: some fifteen successes after an alarm. */
const forgottenBelow = 0.02;

interface Health {
  /** Of its attempts, the later the weightier. */
  failureRate: number;
  /** Since it was last well. */
  failures: number;
  /** It was told to fail, and not yet to be well. */
  told: boolean;
  /** It succeeded between its failures, so that one more success proves nothing. */
  mixed: boolean;
  /** How often it was told to fail since it was last calm. */
  alarms: number;
}

/** Follows each target's attempts, and tells when it begins to fail and when it is well again. */
export function createTargetHealth(events: Pick<EventBus, 'emit'>): {
  record(origin: string, attempt: Pick<Attempt, 'state' | 'outcome'>): void;
} {
  const healthOf = new Map<string, Health>();
  return {
    record(origin, { state, outcome }) {
      if (outcome === null || (outcome.kind === 'failed' && outcome.code === 'cancelled')) return;
      const health = healthOf.get(origin) ?? {
        failureRate: 0,
        failures: 0,
        told: false,
        mixed: false,
        alarms: 0,
      };
      healthOf.set(origin, health);
      const failed = state !== 'succeeded';
      health.failureRate += weight * ((failed ? 1 : 0) - health.failureRate);
      if (failed) health.failures++;
      const { failures } = health;
      if (failed && !health.told && health.failureRate >= failingFrom) {
        health.told = true;
        health.alarms++;
        const cause = outcome.kind === 'responded' ? String(outcome.status) : outcome.code;
        events.emit({ type: 'system.targetChanged', origin, failing: true, cause, failures });
        return;
      }
      const isCalm = health.failureRate < wellBelow;
      // After nothing but failures the first success is told; who fails now and then, or again, has to prove it.
      if (!failed && health.told && (isCalm || (health.alarms === 1 && !health.mixed))) {
        health.told = false;
        events.emit({ type: 'system.targetChanged', origin, failing: false, cause: null, failures });
      }
      if (failed || health.told) return;
      health.mixed = !isCalm;
      // One success between two failures is no calm: the rate remembers them.
      if (isCalm) health.failures = 0;
      if (health.failureRate < forgottenBelow) healthOf.delete(origin);
    },
  };
}
