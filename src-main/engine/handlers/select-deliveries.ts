import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DeliveryFilter } from '#core/contract/deliveries.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { EngineParts } from '../engine.ts';

export interface Which {
  deliveryIds?: string[] | undefined;
  filter?: DeliveryFilter | undefined;
  dryRun: boolean;
}

/** After so many deliveries the engine gets a breath, so that captures never wait for a bulk call. */
const perTurn = 200;

/** A page of a filter's deliveries at a time, so that rows may be changed while walking. */
function* idsOf({ history, clock }: Pick<EngineParts, 'history' | 'clock'>, filter: DeliveryFilter) {
  let after: string | undefined;
  do {
    const page = history.deliveries.list(filter, { limit: perTurn, after }, clock.nowMs());
    yield* page.items.map(({ deliveryId }) => deliveryId);
    after = page.next ?? undefined;
  } while (after !== undefined);
}

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
  let count = 0;
  let seen = 0;
  // A copy: acting on a delivery may change what the filter finds.
  for (const deliveryId of deliveryIds ?? [...idsOf(parts, filter ?? {})]) {
    if (++seen % perTurn === 0) await nextTurn();
    if (!parts.history.deliveries.find(deliveryId) || !applies(deliveryId)) continue;
    count++;
    if (!dryRun) act(deliveryId);
  }
  return { count };
}
