import { describe, expect, it } from 'vitest';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import { parseFilter, withFacet } from '#renderer/features/inbox/filter/filter.ts';
import { matchesFilter } from '#renderer/features/inbox/filter/filter-match.ts';

const billing = { webhookId: 'whk_01J9Z8QKAAAA', name: 'Billing app' };

describe('the search box', () => {
  it('asks the engine for what is typed, and marks the words', () => {
    const text = 'provider:stripe since:1h status:5xx "past due" mira@example.com';
    const { filter, words, problems } = parseFilter(text);
    expect(filter).toEqual({ where: text });
    expect(words).toBe('past due mira@example.com');
    expect(problems).toEqual([]);
  });

  it('says where what is wrong, and leaves it out', () => {
    const { filter, problems, tokens } = parseFilter('status:soon provider:github (');
    expect(filter).toEqual({ where: 'provider:github' });
    expect(problems.map(({ start, end }) => [start, end])).toEqual([
      [0, 11],
      [28, 29],
    ]);
    expect(tokens[0]).toEqual({ start: 0, end: 11, kind: 'problem' });
  });

  it('lets what is typed win over the facet', () => {
    expect(withFacet('in', { where: 'direction:out' })).toEqual({ where: 'direction:out' });
    const stripe = { where: 'provider:stripe' };
    expect(withFacet('dead', stripe)).toEqual({ status: 'dead_letter', ...stripe });
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
    ['endpoint:"billing APP"', true],
    ['endpoint:billing', false],
    ['body.id:7', null],
    ['provider:github body.id:7', false],
    ['refund', null],
  ])('%s: belongs in the list? %s', (text, belongs) => {
    expect(matchesFilter(parseFilter(text).filter, row, nowMs, () => billing.name)).toBe(belongs);
  });
});
