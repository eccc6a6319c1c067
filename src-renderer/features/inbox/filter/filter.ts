import { type DeliveryFilter, meaningOf } from '#core/delivery/filter/delivery-filter.ts';
import { partsOf } from '#core/delivery/filter/expression.ts';
import { type FilterProblem, type FilterToken, readFilter } from '#core/delivery/filter/read-filter.ts';

/** A facet of the Inbox: a filter of one click. `rejected` and `held` are lists of their own. */
export const facetIds = [
  'all',
  'in',
  'out',
  'failed',
  'rejected',
  'retrying',
  'retained',
  'held',
  'dead',
] as const;
export type FacetId = (typeof facetIds)[number];

const facetFilters: Record<FacetId, DeliveryFilter> = {
  all: {},
  in: { direction: 'in' },
  out: { direction: 'out' },
  failed: { verdict: 'failed' },
  rejected: {},
  retrying: { status: 'retrying' },
  retained: { status: 'retained' },
  held: { status: 'held' },
  dead: { status: 'dead_letter' },
};

export const isFacetId = (id: string): id is FacetId => facetIds.some((facet) => facet === id);

/** The search box's text, read. What has a problem is left out of the filter. */
export interface ParsedFilter {
  filter: DeliveryFilter;
  /** What is searched for, to be marked where it was found. */
  words: string;
  tokens: readonly FilterToken[];
  problems: readonly FilterProblem[];
}

/** The text without what is wrong in it, which can make the next thing wrong. */
function withoutProblems(text: string, problems: readonly FilterProblem[]): string {
  let sound = text;
  for (let wrong = problems; wrong.length > 0; wrong = readFilter(sound).problems) {
    for (const { start, end } of [...wrong].sort((left, right) => right.start - left.start))
      sound = `${sound.slice(0, start)}${' '.repeat(start > 0 ? 1 : 0)}${sound.slice(end)}`;
  }
  return sound.trim();
}

/** Reads the search box as the engine does (docs/filters.md). */
export function parseFilter(text: string): ParsedFilter {
  const { tokens, problems } = readFilter(text);
  const where = withoutProblems(text, problems);
  const filter = where === '' ? {} : { where };
  return { filter, words: meaningOf(filter).words, tokens, problems };
}

/** Whether what is typed asks for another value of what the facet chooses by. */
function overrules(filter: DeliveryFilter, facet: DeliveryFilter): boolean {
  return partsOf(meaningOf(filter).expression).some(
    (part) =>
      part.op === 'is' &&
      part.condition.kind === 'text' &&
      ((part.condition.field === 'direction' && facet.direction !== undefined) ||
        (part.condition.field === 'verdict' && facet.verdict !== undefined) ||
        (part.condition.field === 'state' && facet.status !== undefined)),
  );
}

/** What is asked of the engine: the box's filter within the facet. What the box says wins. */
export const withFacet = (facet: FacetId, filter: DeliveryFilter): DeliveryFilter =>
  overrules(filter, facetFilters[facet]) ? filter : { ...facetFilters[facet], ...filter };
