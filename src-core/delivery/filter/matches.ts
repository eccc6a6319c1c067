import type { RawHeaders } from '../../http/headers.ts';
import { parseExactJson } from '../../json/exact-numbers.ts';
import { nestsDeeperThan } from '../../json/nesting.ts';
import { type JsonPath, valuesAt } from '../../json/path.ts';
import type { DeliverySummary } from '../delivery.ts';
import type { Condition, Expression, ValueTest } from './expression.ts';
import { jsonPasses, textPasses } from './value-test.ts';

/** What a filter is held against. What is not there can't be told: null. */
export interface FilterSubject {
  row: Omit<DeliverySummary, 'receivedAt' | 'attempts'> & { receivedAtMs: number; attempts: number };
  headers?: RawHeaders;
  /** The body as text; undefined where it is not known. */
  body?: string;
  /** Whether the request has the words, or the phrase, in it. */
  hasWords?: (text: string, phrase: boolean) => boolean;
}

/** What the meaning of some conditions depends on. */
export interface FilterContext {
  momentMs: (moment: string) => number;
  /** The name of an endpoint; null where there is none. */
  endpointName: (webhookId: string) => string | null;
}

/** Bodies that nest deeper are not looked into: what reads them works recursively. */
const deepestBody = 500;

/** Whether any value at the path of this JSON text passes. A text that is no JSON has no values. */
export function bodyPasses(path: JsonPath, test: ValueTest, text: string): boolean {
  if (nestsDeeperThan(text, deepestBody)) return false;
  let value: unknown;
  try {
    value = parseExactJson(text);
  } catch {
    return false;
  }
  return valuesAt(value, path).some((each) => jsonPasses(test, each));
}

/** Whether any header of this name passes. `name` in lower case. */
export const headerPasses = (name: string, test: ValueTest, headers: RawHeaders): boolean =>
  headers.some(([each, value]) => each.toLowerCase() === name && textPasses(test, value));

function conditionHolds(
  condition: Condition,
  subject: FilterSubject,
  context: FilterContext,
): boolean | null {
  const { row } = subject;
  switch (condition.kind) {
    case 'text': {
      const text = row[condition.field];
      return text !== null && rowTextPasses(condition.test, text);
    }
    case 'number': {
      const value = row[condition.field];
      return value !== null && value >= condition.low && value <= condition.high;
    }
    case 'pinned':
      return row.pinned === condition.pinned;
    case 'endpointName': {
      const name = row.webhookId === null ? null : context.endpointName(row.webhookId);
      return name !== null && textPasses(condition.test, name);
    }
    case 'time': {
      const at = context.momentMs(condition.moment);
      return condition.bound === 'since' ? row.receivedAtMs >= at : row.receivedAtMs <= at;
    }
    case 'header':
      return subject.headers ? headerPasses(condition.name, condition.test, subject.headers) : null;
    case 'body':
      return subject.body === undefined ? null : bodyPasses(condition.path, condition.test, subject.body);
    case 'words':
      return subject.hasWords ? subject.hasWords(condition.text, condition.phrase) : null;
  }
}

/** As {@link textPasses}, but the very text where one is given: indexes know no other. */
export const rowTextPasses = (test: ValueTest, text: string): boolean =>
  test.op === 'is' ? text === test.text : textPasses(test, text);

/** Whether a delivery fits; null where what is known of it can't tell. */
export function matches(
  expression: Expression,
  subject: FilterSubject,
  context: FilterContext,
): boolean | null {
  switch (expression.op) {
    case 'is':
      return conditionHolds(expression.condition, subject, context);
    case 'not': {
      const inner = matches(expression.of, subject, context);
      return inner === null ? null : !inner;
    }
    case 'all': {
      const each = expression.of.map((part) => matches(part, subject, context));
      return each.includes(false) ? false : each.includes(null) ? null : true;
    }
    case 'any': {
      const each = expression.of.map((part) => matches(part, subject, context));
      return each.includes(true) ? true : each.includes(null) ? null : false;
    }
  }
}
