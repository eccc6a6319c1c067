import { stateOfAttempts } from '#core/delivery/attempts-state.ts';
import type { DeliveryState, DeliverySummary } from '#core/delivery/delivery.ts';
import type { EngineParts } from '../engine.ts';
import { laneKind, originOf } from './lanes.ts';

type LastAnswer = { status: number | null; durationMs: number | null };

/** Keeps each delivery's state true to its attempts, and tells of every change. */
export function createDeliveryStates(
  { history, events }: Pick<EngineParts, 'history' | 'events'>,
  isDown: (origin: string) => boolean,
) {
  function stateOf(deliveryId: string): DeliveryState | null {
    return stateOfAttempts(
      history.attempts.queuedOf(deliveryId).map((attempt) => ({
        ...attempt,
        held: laneKind(attempt.lane) === 'held',
        unmade: attempt.state === 'failed' && !attempt.made,
        waitsForTarget: attempt.plan.retain && isDown(originOf(attempt.target.url)),
      })),
    );
  }

  const announce = (summary: DeliverySummary | null): void => {
    if (summary) events.emit({ type: 'delivery.changed', ...summary });
  };

  return {
    announce,
    /**
     * Writes the state that the attempts amount to. To be called within the write that changed them. Null where the
     * delivery is gone, as one is that could not be read.
     */
    update(deliveryId: string, last?: LastAnswer): DeliverySummary | null {
      const delivery = history.deliveries.find(deliveryId);
      if (!delivery) return null;
      const state = stateOf(deliveryId) ?? delivery.summary.state;
      // A caught delivery's status and duration are those of our own answer.
      const shown = delivery.summary.direction === 'out' ? last : undefined;
      if (state === delivery.summary.state && shown === undefined) return delivery.summary;
      return history.deliveries.setState(deliveryId, state, shown);
    },
  };
}
export type DeliveryStates = ReturnType<typeof createDeliveryStates>;
