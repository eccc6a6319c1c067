import { describe, expect, it } from 'vitest';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import {
  completeKey,
  parseFilter,
  suggestedKeys,
  withFacet,
} from '#renderer/features/inbox/filter/filter.ts';
import { matchesFilter } from '#renderer/features/inbox/filter/filter-match.ts';

const billing = { webhookId: 'whk_01J9Z8QKAAAA', name: 'Billing app' };

describe('the search box', () => {
  it('reads tokens into a filter and leaves the words to the search', () => {
    const { filter, problems } = parseFilter(
      'provider:stripe since:1h status:5xx "past due" mira@example.com',
    );
    expect(filter).toEqual({
      provider: 'stripe',
      since: '1h',
      status: '5xx',
      search: '"past due" mira@example.com',
    });
    expect(problems).toEqual([]);
  });

  it('takes a state, a code and a class as a status', () => {
    expect(parseFilter('status:dead_letter').filter.status).toBe('dead_letter');
    expect(parseFilter('status:404').filter.status).toBe('404');
    expect(parseFilter('STATUS:5XX').filter.status).toBe('5xx');
  });

  it('finds an endpoint by its name, its name in quotes, or its id', () => {
    for (const text of ['endpoint:"billing APP"', `endpoint:${billing.webhookId}`]) {
      expect(parseFilter(text, [billing]).filter).toEqual({ webhookId: billing.webhookId });
    }
  });

  it('says what a token takes when its value does not fit, and leaves it out', () => {
    const { filter, problems, tokens } = parseFilter('status:soon provider:github', [billing]);
    expect(filter).toEqual({ provider: 'github' });
    expect(problems).toEqual(['status: takes 404, 5xx, or a state such as retrying or dead_letter.']);
    expect(tokens[0]).toEqual({ start: 0, end: 11, kind: 'problem' });
  });

  it('has no complaint about a token that is still being typed', () => {
    expect(parseFilter('status:')).toEqual({
      filter: {},
      tokens: [{ start: 0, end: 7, kind: 'token' }],
      problems: [],
    });
  });

  it('searches for what only looks like a token', () => {
    expect(parseFilter('https://example.com id:5').filter).toEqual({ search: 'https://example.com id:5' });
  });

  it('suggests keys while one may be typed, and completes them', () => {
    expect(suggestedKeys('')).toContain('provider');
    expect(suggestedKeys('provider:stripe s')).toEqual(['status', 'since']);
    expect(suggestedKeys('mira@example')).toEqual([]);
    expect(suggestedKeys('provider:stripe ')).toEqual([]);
    expect(completeKey('provider:stripe s', 'status')).toBe('provider:stripe status:');
  });

  it('lets what is typed win over the facet', () => {
    expect(withFacet('in', { direction: 'out' })).toEqual({ direction: 'out' });
    expect(withFacet('dead', { provider: 'stripe' })).toEqual({ status: 'dead_letter', provider: 'stripe' });
  });
});

describe('an arrival', () => {
  const nowMs = Date.parse('2026-11-21T14:00:00Z');
  const row: DeliverySummary = {
    deliveryId: 'whd_01J9Z8QKAAAA',
    direction: 'in',
    webhookId: billing.webhookId,
    provider: 'stripe',
    eventType: 'invoice.paid',
    providerDeliveryId: null,
    method: 'POST',
    target: '/v1/hooks/whk_01J9Z8QKAAAA',
    contentType: 'application/json',
    bodyBytes: 2,
    verdict: 'verified',
    state: 'retrying',
    status: 503,
    durationMs: 2,
    attempts: 0,
    receivedAt: '2026-11-21T13:30:00.000Z',
    pinned: false,
    duplicateOf: null,
    looksLike: null,
  };

  it.each([
    ['provider:stripe', true],
    ['provider:github', false],
    ['type:invoice.*', true],
    ['type:invoice', false],
    ['type:charge.*', false],
    ['status:5xx', true],
    ['status:503', true],
    ['status:500', false],
    ['status:retrying', true],
    ['status:dead_letter', false],
    ['since:1h', true],
    ['since:15m', false],
    ['until:15m', true],
    ['until:2026-11-21', false],
    ['is:pinned', false],
    ['direction:in verdict:verified', true],
  ])('%s: belongs in the list? %s', (text, belongs) => {
    expect(matchesFilter(parseFilter(text).filter, row, nowMs)).toBe(belongs);
  });
});
