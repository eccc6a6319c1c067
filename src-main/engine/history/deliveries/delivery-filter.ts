import { type DeliveryFilter, meaningOf, momentMs } from '#core/delivery/filter/delivery-filter.ts';
import {
  type Condition as Asked,
  type Expression,
  type NumberField,
  partsOf,
  readsContent,
  type TextField,
  type ValueTest,
} from '#core/delivery/filter/expression.ts';
import type { Dimension, Tallies } from '../database/tallies.ts';
import { firstKeyOf } from './delivery-keys.ts';
import { wordsColumns } from './filter-functions.ts';

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

/** The columns of what stands in a row. */
const textColumns: Record<TextField, string> = {
  provider: 'provider',
  eventType: 'event_type',
  webhookId: 'webhook_id',
  direction: 'direction',
  verdict: 'verdict',
  state: 'state',
  method: 'method',
  target: 'target',
  contentType: 'content_type',
  deliveryId: 'delivery_id',
  providerDeliveryId: 'provider_delivery_id',
  looksLike: 'looks_like',
  duplicateOf: 'duplicate_of',
};

const numberColumns: Record<NumberField, string> = {
  status: 'status',
  bodyBytes: 'body_bytes',
  durationMs: 'duration_ms',
  attempts: 'attempts',
};

/** The fields that an index walks newest first, with the counts of their values. */
const indexes: Partial<Record<TextField, { index: string; dimension: Dimension }>> = {
  webhookId: { index: 'deliveries_by_webhook', dimension: 'webhook' },
  eventType: { index: 'deliveries_by_event_type', dimension: 'event_type' },
  provider: { index: 'deliveries_by_provider', dimension: 'provider' },
  verdict: { index: 'deliveries_by_verdict', dimension: 'verdict' },
  state: { index: 'deliveries_by_state', dimension: 'state' },
  direction: { index: 'deliveries_by_direction', dimension: 'direction' },
};

const plainPrefix = /^[\x20-\x29\x2b-\x7e]+\*$/;

/** `invoice.*` is everything that begins with `invoice.`; no index walks that in the order of time. */
function textCondition(field: TextField, test: ValueTest): Condition {
  const column = textColumns[field];
  switch (test.op) {
    case 'exists':
      return { sql: `${column} IS NOT NULL`, values: [] };
    case 'is': {
      const by = indexes[field];
      const sql = `${column} = ?`;
      if (!by) return { sql, values: [test.text] };
      return { sql, values: [test.text], index: by.index, tally: [by.dimension, test.text], exact: true };
    }
    case 'like': {
      const { pattern } = test;
      if (!plainPrefix.test(pattern))
        return { sql: `${column} IS NOT NULL AND fits_pattern(?, ${column})`, values: [pattern] };
      const prefix = pattern.slice(0, -1).toLowerCase();
      return { sql: `lower(substr(${column}, 1, ?)) = ?`, values: [prefix.length, prefix] };
    }
    default:
      return { sql: `${column} IS NOT NULL AND fits_test(?, ${column})`, values: [JSON.stringify(test)] };
  }
}

function numberCondition({ field, low, high }: Asked & { kind: 'number' }): Condition {
  const column = numberColumns[field];
  if (field === 'status' && Math.floor(low / 100) === Math.floor(high / 100)) {
    const hundreds = Math.floor(low / 100);
    const tally = ['status_class', String(hundreds)] as const;
    const index = 'deliveries_by_status_class';
    if (low % 100 === 0 && high % 100 === 99)
      return { sql: 'status_class = ?', values: [hundreds], index, tally, exact: true };
    return {
      sql: 'status_class = ? AND status BETWEEN ? AND ?',
      values: [hundreds, low, high],
      index,
      tally,
    };
  }
  return { sql: `${column} BETWEEN ? AND ?`, values: [low, high] };
}

const ofRequest = (columns: string, name: string): string =>
  `(SELECT ${name}(?, ${columns}) FROM requests AS q WHERE q.key = d.key)`;

/** A condition on a row, or on the request that goes with it. */
function conditionSql(asked: Asked, nowMs: number): Condition {
  switch (asked.kind) {
    case 'text':
      return textCondition(asked.field, asked.test);
    case 'number':
      return numberCondition(asked);
    case 'pinned':
      if (!asked.pinned) return { sql: 'pinned = 0', values: [] };
      return {
        ...{ sql: 'pinned = 1', values: [], index: 'deliveries_pinned' },
        ...{ tally: ['pinned', '1'], exact: true },
      };
    case 'endpointName': {
      const named = 'SELECT webhook_id FROM endpoints WHERE fits_test(?, name)';
      return { sql: `webhook_id IN (${named})`, values: [JSON.stringify(asked.test)] };
    }
    case 'time': {
      const key = boundKey(asked, nowMs);
      return { sql: asked.bound === 'since' ? 'd.key >= ?' : 'd.key < ?', values: [key] };
    }
    case 'header':
      return { sql: ofRequest('q.raw_headers', 'fits_header'), values: [JSON.stringify(asked)] };
    case 'body':
      return { sql: ofRequest('q.body, q.body_file', 'fits_body'), values: [JSON.stringify(asked)] };
    case 'words':
      return { sql: ofRequest(wordsColumns, 'fits_words'), values: [JSON.stringify(asked)] };
  }
}

/** The first key that fits `since`, the first that no longer fits `until`. */
function boundKey({ bound, moment }: Asked & { kind: 'time' }, nowMs: number): number {
  const atMs = momentMs(moment, nowMs, bound);
  return firstKeyOf(bound === 'since' ? Math.ceil(atMs) : Math.floor(atMs) + 1);
}

/** What is not known (a status before the first answer) fits nothing, and so fits what is turned around. */
function expressionSql(expression: Expression, nowMs: number): Condition {
  switch (expression.op) {
    case 'is': {
      const { sql, values } = conditionSql(expression.condition, nowMs);
      return { sql: `ifnull((${sql}), 0)`, values };
    }
    case 'not': {
      const { sql, values } = expressionSql(expression.of, nowMs);
      return { sql: `NOT ${sql}`, values };
    }
    default: {
      const parts = expression.of.map((part) => expressionSql(part, nowMs));
      const sql = parts.map((part) => part.sql).join(expression.op === 'all' ? ' AND ' : ' OR ');
      const nothing = expression.op === 'all' ? '1' : '0';
      return { sql: `(${sql || nothing})`, values: parts.flatMap((part) => [...part.values]) };
    }
  }
}

/** All of a filter but its search words. What looks into requests comes last. */
export function filterSql(filter: DeliveryFilter, nowMs: number): FilterSql {
  let low = 0;
  let high = Number.MAX_SAFE_INTEGER;
  const conditions: Condition[] = [];
  const costly: Condition[] = [];
  for (const part of partsOf(meaningOf(filter).expression)) {
    if (part.op === 'is' && part.condition.kind === 'time') {
      const key = boundKey(part.condition, nowMs);
      if (part.condition.bound === 'since') low = Math.max(low, key);
      else high = Math.min(high, key);
    } else if (readsContent(part)) costly.push(expressionSql(part, nowMs));
    else if (part.op === 'is') conditions.push(conditionSql(part.condition, nowMs));
    else conditions.push(expressionSql(part, nowMs));
  }
  return { low, high, conditions: [...conditions, ...costly] };
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
  const tests = filter.conditions.map((condition) => ` AND (${condition.sql})`).join('');
  return `FROM deliveries AS d${hint}${join} WHERE d.key >= ? AND d.key < ?${tests}`;
}

export const valuesOf = (filter: FilterSql): (string | number)[] =>
  filter.conditions.flatMap((condition) => [...condition.values]);
