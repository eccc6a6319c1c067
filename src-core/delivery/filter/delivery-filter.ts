import { z } from 'zod';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { parseMomentMs } from '../../numbers/moment.ts';
import { DeliveryState, Direction, VerdictMark } from '../delivery.ts';
import { WebhookId } from '../ids.ts';
import { both, type Condition, type Expression, everything, readsContent, takeWords } from './expression.ts';
import { filterKeyOf } from './fields.ts';
import { longestFilter, readFilter } from './read-filter.ts';

/** What narrows a list. All that is given must hold. */
export const DeliveryFilter = z.strictObject({
  direction: Direction.optional(),
  webhookId: WebhookId.optional(),
  provider: z.string().optional(),
  /** `*` stands for any characters: `invoice.*`. */
  eventType: z.string().optional(),
  verdict: VerdictMark.optional(),
  /** An HTTP status (`404`), a class (`5xx`) or a state (`dead_letter`). */
  status: z
    .union([z.string().regex(/^(\dxx|\d{3})$/), DeliveryState, z.number().int().min(100).max(599)])
    .optional(),
  /** Words in bodies, headers, ids. */
  search: z.string().max(1000).optional(),
  /** ISO 8601, or a span back from now such as `15m`, `1h`, `7d`. */
  since: z.string().optional(),
  until: z.string().optional(),
  pinned: z.boolean().optional(),
  /**
   * An expression such as `provider:stripe status:5xx body.data.amount>1000 header.x-github-event:push size:>1MB -type:ping
   * ("past due" OR refund)` (docs/filters.md).
   */
  where: z.string().max(longestFilter).optional(),
});
export type DeliveryFilter = z.infer<typeof DeliveryFilter>;

/** What a filter asks for: what must hold, and the words that must be there besides, which an index finds. */
export interface FilterMeaning {
  expression: Expression;
  words: string;
}

function invalid(path: string, message: string): TackleboxError {
  return new TackleboxError('invalid_input', `${path}: ${message}`, {
    details: { issues: [{ path, message }] },
  });
}

const is = (condition: Condition): Expression => ({ op: 'is', condition });

function statusExpression(status: NonNullable<DeliveryFilter['status']>): Expression {
  const read = filterKeyOf('status')?.read(
    { text: String(status), quoted: false, comparator: ':' },
    'status',
  );
  if (!read) throw invalid('status', `"${status}" is neither a status, a class such as 5xx, nor a state`);
  return read;
}

/** The instant of `since` and `until`. @throws invalid_input that names the field */
export function momentMs(text: string, nowMs: number, field: string): number {
  const atMs = parseMomentMs(text, nowMs);
  if (atMs !== null) return atMs;
  throw invalid(
    field,
    `"${text}" is neither a time such as 2026-11-21T09:30:00Z nor a span back from now such as 15m, 1h or 7d`,
  );
}

function whereExpression(where: string): Expression {
  const { expression, problems } = readFilter(where);
  const [problem] = problems;
  if (problem) throw invalid('where', `at character ${problem.start + 1}: ${problem.message}`);
  return expression;
}

function* fieldsOf(filter: DeliveryFilter): Iterable<Expression> {
  const { webhookId, provider, eventType, verdict, direction } = filter;
  for (const [field, text] of Object.entries({ webhookId, provider, verdict, direction })) {
    const key = field as 'webhookId' | 'provider' | 'verdict' | 'direction';
    if (text !== undefined) yield is({ kind: 'text', field: key, test: { op: 'is', text } });
  }
  if (eventType !== undefined) {
    const test = eventType.includes('*')
      ? ({ op: 'like', pattern: eventType } as const)
      : ({ op: 'is', text: eventType } as const);
    yield is({ kind: 'text', field: 'eventType', test });
  }
  if (filter.status !== undefined) yield statusExpression(filter.status);
  if (filter.pinned !== undefined) yield is({ kind: 'pinned', pinned: filter.pinned });
  for (const bound of ['since', 'until'] as const) {
    const moment = filter[bound];
    if (moment === undefined) continue;
    momentMs(moment, 0, bound);
    yield is({ kind: 'time', bound, moment });
  }
}

/**
 * What a filter means: the one place that says so, for the engine's SQL, the page's live rows and whatever else asks.
 *
 * @throws invalid_input where `where`, `since` or `until` can't be read
 */
export function meaningOf(filter: DeliveryFilter): FilterMeaning {
  const given = [...fieldsOf(filter)].reduce(both, everything);
  const { words, rest } = takeWords(filter.where === undefined ? everything : whereExpression(filter.where));
  return {
    expression: both(given, rest),
    words: [filter.search?.trim() ?? '', words].filter((each) => each !== '').join(' '),
  };
}

/** Whether words, headers or bodies must be looked into, beyond what lists show. */
export function isSearched(filter: DeliveryFilter): boolean {
  const { words, expression } = meaningOf(filter);
  return words !== '' || readsContent(expression);
}
