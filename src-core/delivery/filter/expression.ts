import type { JsonPath } from '../../json/path.ts';

/** How two numbers, or two texts, are held against each other. */
export type Comparison = '>' | '>=' | '<' | '<=';

/** What a value must be. A text that is compared is a number where both sides are one. */
export type ValueTest =
  | { op: 'exists' }
  /** The very text; a JSON number, `true`, `false` or `null` that is written so. */
  | { op: 'is'; text: string }
  /** `*` stands for any characters. */
  | { op: 'like'; pattern: string }
  | { op: Comparison; text: string };

/** Texts that stand in a delivery's row. */
export type TextField =
  | 'provider'
  | 'eventType'
  | 'webhookId'
  | 'direction'
  | 'verdict'
  | 'state'
  | 'method'
  | 'target'
  | 'contentType'
  | 'deliveryId'
  | 'providerDeliveryId'
  | 'looksLike'
  | 'duplicateOf';

/** Numbers that stand in a delivery's row. */
export type NumberField = 'status' | 'bodyBytes' | 'durationMs' | 'attempts';

/** One condition on a delivery. */
export type Condition =
  | { kind: 'text'; field: TextField; test: ValueTest }
  | { kind: 'number'; field: NumberField; low: number; high: number }
  | { kind: 'pinned'; pinned: boolean }
  /** By its endpoint's name, whatever its case. */
  | { kind: 'endpointName'; test: ValueTest }
  /** Received then or later (`since`), then or before (`until`): ISO 8601, or a span back from now. */
  | { kind: 'time'; bound: 'since' | 'until'; moment: string }
  /** Any value of a header of this name (lower case). */
  | { kind: 'header'; name: string; test: ValueTest }
  /** Any value at this path of a JSON body. */
  | { kind: 'body'; path: JsonPath; test: ValueTest }
  /** Words, each of them, or (`phrase`) the text as it stands, in the body, headers, ids. */
  | { kind: 'words'; text: string; phrase: boolean };

/** What a filter asks for. `all` of nothing is everything. */
export type Expression =
  | { op: 'all'; of: Expression[] }
  | { op: 'any'; of: Expression[] }
  | { op: 'not'; of: Expression }
  | { op: 'is'; condition: Condition };

export const everything: Expression = { op: 'all', of: [] };

/** Both; parts that ask for all of theirs are taken apart. */
export function both(left: Expression, right: Expression): Expression {
  const parts = [left, right].flatMap((each) => (each.op === 'all' ? each.of : [each]));
  const [only] = parts;
  return parts.length === 1 && only ? only : { op: 'all', of: parts };
}

/** The parts of which each must hold. */
export const partsOf = (expression: Expression): Expression[] =>
  expression.op === 'all' ? expression.of.flatMap(partsOf) : [expression];

/** Whether a condition looks into the request: all others are told by a delivery's row. */
const readsRequest = ({ kind }: Condition): boolean =>
  kind === 'header' || kind === 'body' || kind === 'words';

/** Whether requests have to be read to find what fits, which takes time in a long history. */
export function readsContent(expression: Expression): boolean {
  switch (expression.op) {
    case 'is':
      return readsRequest(expression.condition);
    case 'not':
      return readsContent(expression.of);
    default:
      return expression.of.some(readsContent);
  }
}

/**
 * The words that every delivery of the filter has in it, which an index finds, and what else must hold. A phrase is in
 * both: an index knows its words alone.
 */
export function takeWords(expression: Expression): { words: string; rest: Expression } {
  const words: string[] = [];
  const rest: Expression[] = [];
  for (const part of partsOf(expression)) {
    const isWords = part.op === 'is' && part.condition.kind === 'words';
    if (isWords && part.condition.kind === 'words') words.push(part.condition.text);
    if (!isWords || (part.condition.kind === 'words' && part.condition.phrase)) rest.push(part);
  }
  const [only] = rest;
  return { words: words.join(' '), rest: rest.length === 1 && only ? only : { op: 'all', of: rest } };
}
