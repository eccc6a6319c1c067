import type { DeliveryFilter } from '#core/contract/deliveries.ts';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import { parseMomentMs } from '#core/numbers/moment.ts';

function hasStatus(row: DeliverySummary, wanted: NonNullable<DeliveryFilter['status']>): boolean {
  const text = String(wanted);
  if (/^\dxx$/.test(text)) return row.status !== null && Math.floor(row.status / 100) === Number(text[0]);
  return /^\d{3}$/.test(text) ? row.status === Number(text) : row.state === text;
}

const hasType = (row: DeliverySummary, wanted: string): boolean =>
  wanted.endsWith('*') ? (row.eventType ?? '').startsWith(wanted.slice(0, -1)) : row.eventType === wanted;

/**
 * Whether a delivery that just arrived belongs in a list of this filter, so that it can be shown without asking.
 * `search` is left out: only the engine knows bodies and headers.
 */
export function matchesFilter(filter: DeliveryFilter, row: DeliverySummary, nowMs: number): boolean {
  const at = Date.parse(row.receivedAt);
  return (
    (filter.direction === undefined || row.direction === filter.direction) &&
    (filter.webhookId === undefined || row.webhookId === filter.webhookId) &&
    (filter.provider === undefined || row.provider === filter.provider) &&
    (filter.eventType === undefined || hasType(row, filter.eventType)) &&
    (filter.verdict === undefined || row.verdict === filter.verdict) &&
    (filter.status === undefined || hasStatus(row, filter.status)) &&
    (filter.pinned === undefined || row.pinned === filter.pinned) &&
    (filter.since === undefined || at >= (parseMomentMs(filter.since, nowMs) ?? Number.NaN)) &&
    (filter.until === undefined || at <= (parseMomentMs(filter.until, nowMs) ?? Number.NaN))
  );
}
