import Database from 'better-sqlite3';
import { type DeliveryFilter, meaningOf } from '#core/delivery/filter/delivery-filter.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { createStatements } from '../database/statements.ts';
import type { Tallies } from '../database/tallies.ts';
import { type BodyStore, orNothing } from '../deliveries/body-store.ts';
import {
  type FilterSql,
  filterSql,
  fromWhere,
  leadingCondition,
  valuesOf,
} from '../deliveries/delivery-filter.ts';
import { addFilterFunctions } from '../deliveries/filter-functions.ts';
import type { SearchIndexReader } from './index-reader.ts';
import {
  createQuickTest,
  partsText,
  type SearchableRow,
  searchableColumns,
  searchedBodyBytes,
  wordsText,
} from './search-text.ts';
import { fitsAsParts, fitsAsWords, parseSearch, type SearchTerms } from './terms.ts';

/** A filter that leaves fewer rows than this is walked and each text looked at; else the index leads. */
const fewRows = 3000;

/** Keys found at a time: a page and a row more. */
const chunkKeys = 101;

/** Hits of the index whose rows are tested against the filter at a time. */
const testedAtOnce = 128;

const withRequests = ' CROSS JOIN requests AS r ON r.key = d.key';

export interface Finder {
  /** Keys of what fits, newest first, below `before`. Throws `cancelled` soon after `isCancelled` answers true. */
  keys(filter: DeliveryFilter, nowMs: number, before?: number, isCancelled?: () => boolean): Iterable<number>;
}

/** A stretch of keys, `low` <= key < `before`, and what must hold. */
interface Stretch {
  terms: SearchTerms;
  canFit: (row: SearchableRow) => boolean;
  filter: FilterSql;
  low: number;
  before: number;
  isCancelled: () => boolean;
}

/** Keys found in a stretch, newest first: all there are down to `cutAt`; null: all there are. */
interface Found {
  keys: number[];
  cutAt: number | null;
}

/**
 * Full-text search over the index and over what isn't in it yet: rows newer than the index are looked at one by one, so
 * that nothing that was answered is missing. A delivery fits where every term is a whole word of it, or every term a part
 * of its values. There is no ranking: the newest come first.
 */
export function createFinder(parts: {
  db: Database.Database;
  bodies: Pick<BodyStore, 'read' | 'readRange'>;
  tallies: Pick<Tallies, 'get'>;
  /** Undefined as long as there is no index: every text is looked at. */
  index: () => SearchIndexReader | undefined;
}): Finder {
  const { db, bodies, tallies, index } = parts;
  // Before any statement that calls them is prepared.
  const functions = addFilterFunctions(db, bodies);
  const scans = createStatements<(string | number)[], SearchableRow>(db);
  const tests = createStatements<(string | number)[], { key: number }>(db);
  const readFile = (name: string) => orNothing(() => bodies.readRange(name, 0, searchedBodyBytes));

  const looksWhole = (terms: SearchTerms, row: SearchableRow) => fitsAsWords(terms, wordsText(row, readFile));
  const looksLikePart = (terms: SearchTerms, row: SearchableRow) =>
    fitsAsParts(terms, partsText(row, readFile));

  function fits({ terms, canFit }: Stretch, row: SearchableRow): boolean {
    return terms.terms.length === 0 || (canFit(row) && (looksLikePart(terms, row) || looksWhole(terms, row)));
  }

  /** Looks at every row of a stretch that fits the filter, by the filter's best index. */
  function scan(stretch: Stretch, byKey: boolean): Found {
    const { filter, low, before, isCancelled } = stretch;
    const lead = byKey ? undefined : leadingCondition(filter.conditions, tallies)?.condition;
    const statement = scans.of(
      `SELECT ${searchableColumns} ${fromWhere(filter, lead, withRequests)} ORDER BY d.key DESC`,
    );
    const keys: number[] = [];
    for (const row of statement.iterate(low, before, ...valuesOf(filter))) {
      if (isCancelled()) throw cancelled();
      if (fits(stretch, row)) keys.push(row.key);
      if (keys.length === chunkKeys) return { keys, cutAt: row.key };
    }
    return { keys, cutAt: null };
  }

  /** Those of `keys` that are still there, fit the filter and, where asked, a look at their text, newest first. */
  function* passing(
    keys: readonly number[],
    filter: FilterSql,
    look: ((row: SearchableRow) => boolean) | undefined,
  ): Iterable<number> {
    const conditions = filter.conditions.map((condition) => ` AND ${condition.sql}`).join('');
    const from = 'FROM deliveries AS d NOT INDEXED';
    const where = `WHERE d.key IN (SELECT value FROM json_each(?))${conditions} ORDER BY d.key DESC`;
    const bound = [JSON.stringify(keys), ...valuesOf(filter)];
    if (look) {
      const rows = scans.of(`SELECT ${searchableColumns} ${from}${withRequests} ${where}`);
      for (const row of rows.iterate(...bound)) if (look(row)) yield row.key;
    } else {
      for (const { key } of tests.of(`SELECT d.key ${from} ${where}`).iterate(...bound)) yield key;
    }
  }

  /**
   * Walks hits of the index, newest first, and keeps those that pass the filter and, where asked, a look at the text.
   *
   * @param known found in this stretch already: they are not looked at again
   */
  function fromIndex(
    hits: Iterable<number>,
    { filter, isCancelled }: Stretch,
    look?: (row: SearchableRow) => boolean,
    known: ReadonlySet<number> = new Set(),
  ): Found {
    const keys: number[] = [];
    let batch: number[] = [];
    const testBatch = (): boolean => {
      if (isCancelled()) throw cancelled();
      const unknown = batch.filter((key) => !known.has(key));
      const passed = [...batch.filter((key) => known.has(key)), ...passing(unknown, filter, look)];
      keys.push(...passed.sort((left, right) => right - left));
      batch = [];
      return keys.length >= chunkKeys;
    };
    for (const hit of hits) {
      batch.push(hit);
      if (batch.length === testedAtOnce && testBatch()) break;
    }
    if (keys.length < chunkKeys) testBatch();
    return { keys, cutAt: keys.length >= chunkKeys ? (keys.at(-1) ?? null) : null };
  }

  function chunkByIndex(stretch: Stretch, reader: SearchIndexReader): Found {
    return reader.read(({ indexedUpTo, pendingKeys, words, parts }) => {
      const { terms, before, canFit } = stretch;
      const found: number[] = [];
      let low = stretch.low;
      const add = (part: Found): void => {
        found.push(...part.keys);
        if (part.cutAt !== null) low = Math.max(low, part.cutAt);
      };
      if (before > indexedUpTo) add(scan({ ...stretch, low: Math.max(low, indexedUpTo + 1) }, true));
      const indexed = (): Stretch => ({ ...stretch, low });
      if (low <= indexedUpTo) {
        add(fromIndex(pendingKeys(low, before), indexed(), (row) => fits(stretch, row)));
      }
      if (low <= indexedUpTo && terms.words !== null) {
        const look = terms.wordsNeedLook ? (row: SearchableRow) => looksWhole(terms, row) : undefined;
        add(fromIndex(words(terms.words, low, before), indexed(), look));
      }
      if (low <= indexedUpTo && terms.parts !== null) {
        const look = (row: SearchableRow) => canFit(row) && looksLikePart(terms, row);
        add(fromIndex(parts(terms.parts, low, before), indexed(), look, new Set(found)));
      }
      const keys = [...new Set(found)].filter((key) => key >= low).sort((a, b) => b - a);
      return { keys, cutAt: low > stretch.low ? low : null };
    });
  }

  /** By the index, or without it where FTS5 parts a term otherwise than we do (a letter newer than its Unicode). */
  function chunk(stretch: Stretch, reader: SearchIndexReader): Found {
    try {
      return chunkByIndex(stretch, reader);
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_ERROR') throw error;
      return scan(stretch, false);
    }
  }

  return {
    *keys(filter, nowMs, before = Number.MAX_SAFE_INTEGER, isCancelled = () => false) {
      const terms = parseSearch(meaningOf(filter).words);
      const sql = filterSql(filter, nowMs);
      const onLook = (): void => {
        if (isCancelled()) throw cancelled();
      };
      const canFit = createQuickTest(terms.terms);
      const lead = leadingCondition(sql.conditions, tallies);
      const reader = terms.terms.length === 0 || (lead && lead.rows < fewRows) ? undefined : index();
      for (let high: number | null = Math.min(before, sql.high); high !== null && high > sql.low; ) {
        const stretch: Stretch = { terms, canFit, filter: sql, low: sql.low, before: high, isCancelled };
        functions.onLook = onLook;
        const found: Found = reader ? chunk(stretch, reader) : scan(stretch, false);
        yield* found.keys;
        high = found.cutAt;
      }
    },
  };
}

export const cancelled = (): TackleboxError => new TackleboxError('cancelled', 'The search was cancelled.');
