import type { Delivery } from '#core/delivery/delivery.ts';
import { engine } from '#renderer/platform/client.ts';
import { readAgain } from '#renderer/platform/live-value.ts';
import { useLive } from '#renderer/platform/use-live.ts';

export interface LoadedDelivery {
  delivery: Delivery | null;
  problem: string | null;
}

/**
 * One delivery, whole, read again whenever the engine says that it changed. The old one stays until the new is there.
 *
 * @param reveal with the secrets in it instead of masks
 */
export function useDelivery(deliveryId: string, reveal: boolean): LoadedDelivery {
  const { value, problem } = useLive(`${deliveryId} ${reveal}`, () => ({
    read: (signal) => engine.deliveries.get({ deliveryId, diagnose: false, reveal }, { signal }),
    apply: (delivery, event) =>
      event.type === 'delivery.changed' && event.deliveryId === deliveryId ? readAgain : delivery,
    onError: () => undefined,
  }));
  // It was there and can't be read at the moment: what is known of it is worth more than why.
  const gone = problem?.kind === 'not_found' || problem?.kind === 'invalid';
  return { delivery: gone ? null : value, problem: problem && (gone || !value) ? problem.message : null };
}
