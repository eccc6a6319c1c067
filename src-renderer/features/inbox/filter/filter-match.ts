import type { DeliverySummary } from '#core/delivery/delivery.ts';
import { type DeliveryFilter, meaningOf, momentMs } from '#core/delivery/filter/delivery-filter.ts';
import { matches } from '#core/delivery/filter/matches.ts';

/**
 * Whether a delivery that just arrived belongs in a list of this filter, so that it can be shown without asking. Null where
 * only the engine can tell, which knows bodies and headers.
 */
export function matchesFilter(
  filter: DeliveryFilter,
  row: DeliverySummary,
  nowMs: number,
  endpointName: (webhookId: string) => string | null,
): boolean | null {
  const { expression, words } = meaningOf(filter);
  const subject = { row: { ...row, receivedAtMs: Date.parse(row.receivedAt) } };
  const fits = matches(expression, subject, {
    momentMs: (moment) => momentMs(moment, nowMs, 'since'),
    endpointName,
  });
  return fits === true && words !== '' ? null : fits;
}
