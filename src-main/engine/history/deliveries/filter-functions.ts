import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Condition, ValueTest } from '#core/delivery/filter/expression.ts';
import { bodyPasses, headerPasses } from '#core/delivery/filter/matches.ts';
import { fitsPattern, textPasses } from '#core/delivery/filter/value-test.ts';
import { RawHeaders } from '#core/http/headers.ts';
import { hasWords } from '../search/has-words.ts';
import type { SearchableRow } from '../search/search-text.ts';
import { type BodyStore, orNothing } from './body-store.ts';

/** Conditions as SQL's functions are given them: a text each, which a scan repeats for every row. */
function createParser(): (text: string) => Condition {
  let last: { text: string; condition: Condition } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, condition: JSON.parse(text) };
    return last.condition;
  };
}

const Args = z.array(z.union([z.string(), z.number(), z.null(), z.instanceof(Uint8Array)]));
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What a connection's functions are told of the walk that calls them. */
export interface FilterFunctions {
  /** Asked at each row that is looked into; the walk ends with what it throws. */
  onLook: () => void;
}

/**
 * Gives a connection the functions that filters use in SQL: what a text, a header, a body or the words of a request must be
 * is decided by the same code that the page runs.
 */
export function addFilterFunctions(db: Database, bodies: Pick<BodyStore, 'read'>): FilterFunctions {
  const state: FilterFunctions = { onLook: () => undefined };
  const parse = { header: createParser(), body: createParser(), words: createParser() };
  const readFile = (name: string) => orNothing(() => bodies.read(name));

  const add = (name: string, act: (...args: unknown[]) => boolean): void => {
    db.function(name, { varargs: true, deterministic: true }, (...args: unknown[]) => (act(...args) ? 1 : 0));
  };

  add('fits_pattern', (pattern, text) => fitsPattern(String(pattern), String(text)));

  add('fits_test', (test, text) => textPasses(JSON.parse(String(test)) as ValueTest, String(text)));

  add('fits_header', (given, rawHeaders) => {
    state.onLook();
    const condition = parse.header(String(given));
    const headers = RawHeaders.safeParse(JSON.parse(textOf(rawHeaders) ?? '[]')).data;
    return (
      condition.kind === 'header' &&
      headers !== undefined &&
      headerPasses(condition.name, condition.test, headers)
    );
  });

  add('fits_body', (given, body, file) => {
    state.onLook();
    const condition = parse.body(String(given));
    const bytes = typeof file === 'string' ? readFile(file) : body;
    return (
      condition.kind === 'body' &&
      bytes instanceof Uint8Array &&
      bodyPasses(condition.path, condition.test, Buffer.from(bytes).toString())
    );
  });

  add('fits_words', (given, ...columns) => {
    state.onLook();
    const condition = parse.words(String(given));
    const row = rowOf(Args.parse(columns));
    return condition.kind === 'words' && hasWords(row, condition, readFile);
  });
  return state;
}

/** The columns that `fits_words` is given, in their order. */
export const wordsColumns = [
  ...['d.delivery_id', 'd.provider', 'd.event_type', 'd.provider_delivery_id', 'd.target', 'd.content_type'],
  ...['q.raw_headers', 'q.body_file', 'q.body', 'q.scheme'],
  '(SELECT e.scheme FROM endpoints AS e WHERE e.webhook_id = d.webhook_id)',
].join(', ');

function rowOf(columns: z.infer<typeof Args>): SearchableRow {
  const [deliveryId, provider, eventType, providerDeliveryId, target, contentType, ...request] = columns;
  const [headers, file, body, scheme, endpointScheme] = request;
  return {
    key: 0,
    delivery_id: textOf(deliveryId) ?? '',
    provider: textOf(provider) ?? '',
    event_type: textOf(eventType),
    provider_delivery_id: textOf(providerDeliveryId),
    target: textOf(target) ?? '',
    content_type: textOf(contentType),
    raw_headers: textOf(headers) ?? '[]',
    scheme: textOf(scheme),
    endpoint_scheme: textOf(endpointScheme),
    body_file: textOf(file),
    body: body instanceof Uint8Array ? Buffer.from(body) : null,
  };
}
