import type { Attempt } from '#core/delivery/attempt.ts';
import type { EventBus } from '../events.ts';

/** One failure is an accident, and a retry may mend it; three in a row are worth a word. */
const failuresToTell = 3;

/** Follows each target's attempts, and tells when it begins to fail and when it is well again. */
export function createTargetHealth(events: Pick<EventBus, 'emit'>): {
  record(origin: string, attempt: Attempt): void;
} {
  const failuresOf = new Map<string, number>();
  return {
    record(origin, { state, outcome }) {
      if (outcome === null || (outcome.kind === 'failed' && outcome.code === 'cancelled')) return;
      const before = failuresOf.get(origin) ?? 0;
      if (state === 'succeeded') {
        failuresOf.delete(origin);
        if (before >= failuresToTell) {
          events.emit({
            type: 'system.targetChanged',
            origin,
            failing: false,
            cause: null,
            failures: before,
          });
        }
        return;
      }
      const failures = before + 1;
      failuresOf.set(origin, failures);
      if (failures !== failuresToTell) return;
      const cause = outcome.kind === 'responded' ? String(outcome.status) : outcome.code;
      events.emit({ type: 'system.targetChanged', origin, failing: true, cause, failures });
    },
  };
}
