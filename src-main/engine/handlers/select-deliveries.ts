import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DeliveryFilter } from '#core/delivery/filter/delivery-filter.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { EngineParts } from '../engine.ts';

export interface Which {
  deliveryIds?: string[] | undefined;
  filter?: DeliveryFilter | undefined;
  dryRun: boolean;
}

/** After so many deliveries the engine gets a breath, so that captures never wait for a bulk call. */
const perTurn = 200;

/**
 * Does something with each of the chosen deliveries that it applies to, and answers with how many those were. A dry run
 * only counts.
 */
export async function forEachChosen(
  parts: Pick<EngineParts, 'history' | 'clock'>,
  { deliveryIds, filter, dryRun }: Which,
  applies: (deliveryId: string) => boolean,
  act: (deliveryId: string) => void,
): Promise<{ count: number }> {
  if ((deliveryIds === undefined) === (filter === undefined)) {
    throw new TackleboxError(
      'invalid_input',
      'Say which deliveries: either deliveryIds or a filter (an empty filter is all).',
    );
  }
  const { deliveries } = parts.history;
  let count = 0;
  let seen = 0;
  for (const deliveryId of deliveryIds ?? (await deliveries.idsOf(filter ?? {}, parts.clock.nowMs()))) {
    if (++seen % perTurn === 0) await nextTurn();
    if (!deliveries.find(deliveryId) || !applies(deliveryId)) continue;
    count++;
    if (!dryRun) act(deliveryId);
  }
  return { count };
}
