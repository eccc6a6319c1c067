import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { DeliveryFilter, meaningOf } from '#core/delivery/filter/delivery-filter.ts';
import { maskTarget } from '#core/http/mask-request.ts';
import { type BodyStore, orNothing } from '../deliveries/body-store.ts';
import type { Finder } from './find.ts';
import type { SearchIndexReader } from './index-reader.ts';
import {
  bodyText,
  headersJson,
  type SearchableRow,
  searchableColumns,
  searchedBodyBytes,
} from './search-text.ts';
import { fold, parseSearch } from './terms.ts';

/** What a search asks of whoever runs it: the worker, or the engine's own thread. */
export const SearchQuestion = z.object({
  filter: DeliveryFilter,
  limit: z.number().int().positive(),
  before: z.number(),
  nowMs: z.number(),
});
export type SearchQuestion = z.infer<typeof SearchQuestion>;

export const SearchPage = z.object({
  hits: z.array(z.object({ key: z.number(), snippet: z.string().nullable() })),
  /** Whether there is more after the last hit. */
  more: z.boolean(),
  unindexed: z.number().int(),
});
export type SearchPage = z.infer<typeof SearchPage>;

/** Characters shown before and after a match. */
const snippetAround = 60;

/** The place of the first match in a text, with what stands around it; null where it isn't in this text. */
function snippetOf(text: string, terms: readonly string[]): string | null {
  const folded = fold(text);
  for (const term of terms) {
    const at = folded.indexOf(term);
    if (at < 0) continue;
    // Folding can change a text's length; then the folded one is shown, where the place is right.
    const shown = folded.length === text.length ? text : folded;
    const from = Math.max(0, at - snippetAround);
    const to = Math.min(shown.length, at + term.length + snippetAround);
    const cut = shown.slice(from, to).replace(/\s+/g, ' ');
    return `${from > 0 ? '…' : ''}${cut}${to < shown.length ? '…' : ''}`;
  }
  return null;
}

/** A page of matches with their snippets. */
export function createSearchPage(
  db: Database,
  finder: Finder,
  index: () => SearchIndexReader | undefined,
  bodies: Pick<BodyStore, 'read' | 'readRange'>,
): (question: SearchQuestion, isCancelled: () => boolean) => SearchPage {
  const rowsOf = db.prepare<[string], SearchableRow>(
    `SELECT ${searchableColumns} FROM deliveries AS d NOT INDEXED CROSS JOIN requests AS r ON r.key = d.key
     WHERE d.key IN (SELECT value FROM json_each(?)) ORDER BY d.key DESC`,
  );
  const newerThan = db.prepare<[number], number>('SELECT count(*) FROM deliveries WHERE key > ?').pluck();
  const readFile = (name: string) => orNothing(() => bodies.readRange(name, 0, searchedBodyBytes));

  function snippet(row: SearchableRow, terms: readonly string[]): string | null {
    return (
      snippetOf(bodyText(row, readFile), terms) ??
      snippetOf(
        [row.delivery_id, row.provider_delivery_id, row.event_type, maskTarget(row.target)].join(' '),
        terms,
      ) ??
      snippetOf(headersJson(row), terms)
    );
  }

  return ({ filter, limit, before, nowMs }, isCancelled) => {
    const indexedUpTo = index()?.read((snapshot) => snapshot.indexedUpTo) ?? -1;
    const keys: number[] = [];
    for (const key of finder.keys(filter, nowMs, before, isCancelled)) {
      keys.push(key);
      if (keys.length > limit) break;
    }
    const { terms } = parseSearch(meaningOf(filter).words);
    const hits: SearchPage['hits'] = [];
    for (const row of rowsOf.iterate(JSON.stringify(keys.slice(0, limit)))) {
      hits.push({ key: row.key, snippet: snippet(row, terms) });
    }
    return {
      hits,
      more: keys.length > limit,
      unindexed: newerThan.get(indexedUpTo) ?? 0,
    };
  };
}
