import type { DeliveryFilter } from '#core/contract/deliveries.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { parseMomentMs } from '#core/numbers/moment.ts';
import type { Dimension, Tallies } from '../database/tallies.ts';
import { firstKeyOf } from './delivery-keys.ts';

/** One condition on `deliveries`, with the index that walks it newest first and the count that says how much it leaves. */
export interface Condition {
  sql: string;
  values: readonly (string | number)[];
  index?: string;
  /** Rows that fit, or at least that many. */
  tally?: readonly [Dimension, string];
  /** Whether `tally` is the very number of rows that fit. */
  exact?: boolean;
}

/** A filter as SQL. Dates are bounds of keys: `low` <= key < `high`. */
export interface FilterSql {
  low: number;
  high: number;
  conditions: Condition[];
}

/** A moment of a request's field, as parseMomentMs reads it. Throws invalid_input where it is none. */
export function parseMoment(text: string, nowMs: number, field: string): number {
  const atMs = parseMomentMs(text, nowMs);
  if (atMs !== null) return atMs;
  const message = `"${text}" is neither a time such as 2026-11-21T09:30:00Z nor a span back from now such as 15m, 1h or 7d`;
  throw new TackleboxError('invalid_input', `${field}: ${message}`, {
    details: { issues: [{ path: field, message }] },
  });
}

function statusCondition(status: NonNullable<DeliveryFilter['status']>): Condition {
  const text = String(status);
  const statusClass = text.slice(0, 1);
  const tally = ['status_class', statusClass] as const;
  const index = 'deliveries_by_status_class';
  if (/^\dxx$/.test(text))
    return { sql: 'status_class = ?', values: [Number(statusClass)], index, tally, exact: true };
  if (/^\d{3}$/.test(text)) {
    return {
      sql: 'status_class = ? AND status = ?',
      values: [Number(statusClass), Number(text)],
      index,
      tally,
    };
  }
  return equals('state', text, 'deliveries_by_state', 'state');
}

function equals(column: string, value: string, index: string, dimension: Dimension): Condition {
  return { sql: `${column} = ?`, values: [value], index, tally: [dimension, value], exact: true };
}

/** `invoice.*` is everything that begins with `invoice.`; no index walks that in the order of time. */
function eventTypeCondition(eventType: string): Condition {
  if (!eventType.endsWith('*'))
    return equals('event_type', eventType, 'deliveries_by_event_type', 'event_type');
  const prefix = eventType.slice(0, -1);
  return { sql: 'substr(event_type, 1, ?) = ?', values: [prefix.length, prefix] };
}

/** All of a filter but its search words. */
export function filterSql(filter: DeliveryFilter, nowMs: number): FilterSql {
  const conditions: Condition[] = [];
  const { webhookId, eventType, provider, verdict, status, direction, pinned, since, until } = filter;
  if (webhookId !== undefined)
    conditions.push(equals('webhook_id', webhookId, 'deliveries_by_webhook', 'webhook'));
  if (eventType !== undefined) conditions.push(eventTypeCondition(eventType));
  if (provider !== undefined) {
    conditions.push(equals('provider', provider, 'deliveries_by_provider', 'provider'));
  }
  if (verdict !== undefined) conditions.push(equals('verdict', verdict, 'deliveries_by_verdict', 'verdict'));
  if (status !== undefined) conditions.push(statusCondition(status));
  if (direction !== undefined) {
    conditions.push(equals('direction', direction, 'deliveries_by_direction', 'direction'));
  }
  if (pinned === true) {
    conditions.push({
      sql: 'pinned = 1',
      values: [],
      index: 'deliveries_pinned',
      tally: ['pinned', '1'],
      exact: true,
    });
  }
  if (pinned === false) conditions.push({ sql: 'pinned = 0', values: [] });
  return {
    low: since === undefined ? 0 : firstKeyOf(parseMoment(since, nowMs, 'since')),
    high:
      until === undefined
        ? Number.MAX_SAFE_INTEGER
        : firstKeyOf(Math.floor(parseMoment(until, nowMs, 'until')) + 1),
    conditions,
  };
}

/** The condition that leaves the fewest rows: its index leads, the others only test what it finds. */
export function leadingCondition(
  conditions: readonly Condition[],
  tallies: Pick<Tallies, 'get'>,
): { condition: Condition; rows: number } | undefined {
  let best: { condition: Condition; rows: number } | undefined;
  for (const condition of conditions) {
    if (!condition.tally) continue;
    const rows = tallies.get(...condition.tally);
    if (!best || rows < best.rows) best = { condition, rows };
  }
  return best;
}

/** `FROM deliveries AS d … WHERE …` for a filter; bind `low`, `high`, then the conditions' values. */
export function fromWhere(filter: FilterSql, lead: Condition | undefined, join = ''): string {
  const hint = lead?.index ? ` INDEXED BY ${lead.index}` : '';
  const tests = filter.conditions.map((condition) => ` AND ${condition.sql}`).join('');
  return `FROM deliveries AS d${hint}${join} WHERE d.key >= ? AND d.key < ?${tests}`;
}

export const valuesOf = (filter: FilterSql): (string | number)[] =>
  filter.conditions.flatMap((condition) => [...condition.values]);
