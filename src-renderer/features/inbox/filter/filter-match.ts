import type { DeliveryFilter } from '#core/contract/deliveries.ts';
import type { DeliverySummary } from '#core/delivery/delivery.ts';

const spanMs: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function instantMs(text: string, nowMs: number): number {
  const span = /^(\d+)([smhdw])$/.exec(text);
  return span ? nowMs - Number(span[1]) * (spanMs[span[2] ?? 's'] ?? 1000) : Date.parse(text);
}

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
    (filter.since === undefined || at >= instantMs(filter.since, nowMs)) &&
    (filter.until === undefined || at <= instantMs(filter.until, nowMs))
  );
}
