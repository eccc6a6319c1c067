import { DeliveryFilter } from '#core/contract/deliveries.ts';

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

/** A stretch of the search box's text, so that it can be drawn as what it means. */
export interface FilterToken {
  start: number;
  end: number;
  kind: 'token' | 'word' | 'problem';
}

export interface ParsedFilter {
  filter: DeliveryFilter;
  tokens: FilterToken[];
  /** Why a token was left out, in sentences. */
  problems: string[];
}

interface NamedEndpoint {
  webhookId: string;
  name: string;
}

/** What each key takes, for the hints under the box and for the messages. */
export const filterKeys: Record<string, string> = {
  provider: 'a provider, such as stripe',
  type: 'an event type, such as invoice.paid or invoice.*',
  status: '404, 5xx, or a state such as retrying or dead_letter',
  verdict: 'verified, failed, unverified or handshake',
  endpoint: "an endpoint's name or id",
  direction: 'in or out',
  since: 'a span such as 15m, 1h, 7d, or a date',
  until: 'a span such as 15m, 1h, 7d, or a date',
  is: 'pinned',
};

/** key:value, key:"a value", "two words", word */
const piece = /([a-z]+):("[^"]*"|\S*)|"[^"]*"|\S+/gi;
const when = /^(\d+(s|m|h|d|w)|\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?)$/;
const unquoted = (text: string): string => text.replace(/^"|"$/g, '');

function readToken(key: string, value: string, endpoints: readonly NamedEndpoint[]): DeliveryFilter | null {
  switch (key) {
    case 'provider':
      return { provider: value };
    case 'type':
      return { eventType: value };
    case 'endpoint': {
      const wanted = value.toLowerCase();
      const found = endpoints.find((one) => one.webhookId === value || one.name.toLowerCase() === wanted);
      const webhookId = found?.webhookId ?? value;
      return DeliveryFilter.safeParse({ webhookId }).success ? { webhookId } : null;
    }
    case 'is':
      return value === 'pinned' ? { pinned: true } : null;
    case 'since':
    case 'until':
      return when.test(value) ? { [key]: value } : null;
    default: {
      const parsed = DeliveryFilter.safeParse({ [key]: value.toLowerCase() });
      return parsed.success ? parsed.data : null;
    }
  }
}

/**
 * Reads the search box: `provider:stripe since:1h status:5xx type:invoice.* endpoint:"My app"` and words to search for.
 * What has a key that isn't known (`https://…`, `id:5`) is a word. A token without a value yet is not a problem.
 */
export function parseFilter(text: string, endpoints: readonly NamedEndpoint[] = []): ParsedFilter {
  let filter: DeliveryFilter = {};
  const tokens: FilterToken[] = [];
  const problems: string[] = [];
  const words: string[] = [];
  for (const match of text.matchAll(piece)) {
    const start = match.index;
    const end = start + match[0].length;
    const key = match[1]?.toLowerCase();
    const takes = key !== undefined && Object.hasOwn(filterKeys, key) ? filterKeys[key] : undefined;
    if (key === undefined || takes === undefined) {
      tokens.push({ start, end, kind: 'word' });
      words.push(match[0]);
      continue;
    }
    const value = unquoted(match[2] ?? '');
    if (value === '') {
      tokens.push({ start, end, kind: 'token' });
      continue;
    }
    const read = readToken(key, value, endpoints);
    tokens.push({ start, end, kind: read ? 'token' : 'problem' });
    if (read) filter = { ...filter, ...read };
    else problems.push(`${key}: takes ${takes}.`);
  }
  if (words.length > 0) filter = { ...filter, search: words.join(' ').slice(0, 1000) };
  return { filter, tokens, problems };
}

/** What is asked of the engine: the box's filter within the facet. What the box says wins. */
export const withFacet = (facet: FacetId, filter: DeliveryFilter): DeliveryFilter => ({
  ...facetFilters[facet],
  ...filter,
});

/** The keys that what is being typed may become: all at the start of a piece, none within a word that is no key. */
export function suggestedKeys(text: string): string[] {
  const typed = /(?:^|\s)([a-z]*)$/i.exec(text)?.[1]?.toLowerCase();
  if (typed === undefined || (typed === '' && text.trim() !== '')) return [];
  return Object.keys(filterKeys).filter((key) => key.startsWith(typed));
}

/** The text with its last piece made the key. */
export const completeKey = (text: string, key: string): string => text.replace(/[a-z]*$/i, `${key}:`);
