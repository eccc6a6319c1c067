import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { DeliveryFilter } from '#core/delivery/filter/delivery-filter.ts';
import { filterSql, fromWhere } from '#main/engine/history/deliveries/delivery-filter.ts';
import type { History } from '#main/engine/history/open-history.ts';
import { someCapture, someOutgoing, temporaryFolder, testClock, testHistory, webhookId } from './support.ts';

const start = Date.UTC(2026, 10, 21, 9, 30);

function walk(
  history: History,
  filter: DeliveryFilter,
  limit: number,
  between = () => undefined as unknown,
): string[] {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = history.deliveries.list(filter, { limit, after }, start);
    ids.push(...page.items.map((item) => item.deliveryId));
    after = page.next ?? undefined;
    between();
  } while (after !== undefined);
  return ids;
}

/** 60 deliveries, a minute apart, of every kind. */
async function mixedHistory(): Promise<History> {
  const history = testHistory();
  const clock = testClock(start);
  const verdicts = ['verified', 'failed', 'unverified'] as const;
  for (let i = 0; i < 60; i++) {
    const atMs = clock.advance(60_000);
    if (i % 5 === 4) {
      const { deliveryId } = history.deliveries.insertOutgoing(someOutgoing({ createdAtMs: atMs }));
      if (i % 2) history.deliveries.setState(deliveryId, 'dead_letter', { status: 503, durationMs: 10 });
    } else {
      await history.deliveries.capture(
        someCapture({
          receivedAtMs: atMs,
          webhookId: i % 2 ? webhookId : 'whk_OTHER',
          provider: i % 3 ? 'stripe' : 'github',
          eventType: i % 4 ? 'invoice.paid' : null,
          verdict: verdicts[i % 3] ?? 'verified',
          answer: { status: i % 7 ? 200 : 404, rawHeaders: [], body: '', durationMs: 1 },
        }),
      );
    }
  }
  return history;
}

describe('lists', () => {
  it('are paged without a gap or a repeat while deliveries arrive and go', async () => {
    const history = testHistory();
    const captures = Array.from({ length: 95 }, () => someCapture());
    await Promise.all(captures.map(history.deliveries.capture));
    const expected = captures.map(({ deliveryId }) => deliveryId).reverse();
    const ids = walk(history, {}, 10, () => {
      history.deliveries.insertOutgoing(someOutgoing());
      history.deliveries.delete([expected[0] ?? '']);
    });
    expect(ids).toEqual(expected);
  });

  it('hold what fits the filter and nothing else, and are counted alike', async () => {
    const history = await mixedHistory();
    const all = [...history.deliveries.iterate({}, start)].map(({ summary }) => summary).reverse();
    const [pinned] = all;
    if (!pinned) throw new Error('nothing there');
    all[0] = history.deliveries.setPinned(pinned.deliveryId, true);
    const since = new Date(start + 30 * 60_000).toISOString();
    const cases: [DeliveryFilter, (item: (typeof all)[number]) => boolean][] = [
      [{}, () => true],
      [{ direction: 'out' }, (item) => item.direction === 'out'],
      [{ webhookId }, (item) => item.webhookId === webhookId],
      [{ webhookId, verdict: 'failed' }, (item) => item.webhookId === webhookId && item.verdict === 'failed'],
      [{ provider: 'github', eventType: 'push' }, (item) => item.eventType === 'push'],
      [{ eventType: 'invoice.paid' }, (item) => item.eventType === 'invoice.paid'],
      [{ status: 404 }, (item) => item.status === 404],
      [{ status: '404' }, (item) => item.status === 404],
      [{ status: '5xx' }, (item) => item.status === 503],
      [{ status: '2xx', direction: 'in' }, (item) => item.status === 200],
      [{ status: 'dead_letter' }, (item) => item.state === 'dead_letter'],
      [{ status: 'pending' }, (item) => item.state === 'pending'],
      [{ pinned: true }, (item) => item.pinned],
      [{ pinned: false, verdict: 'verified' }, (item) => !item.pinned && item.verdict === 'verified'],
      [{ since }, (item) => item.receivedAt >= since],
      [
        { until: since, provider: 'stripe' },
        (item) => item.receivedAt <= since && item.provider === 'stripe',
      ],
    ];
    for (const [filter, fits] of cases) {
      const expected = all.filter(fits).map((item) => item.deliveryId);
      expect(expected, JSON.stringify(filter)).not.toEqual([]);
      expect(walk(history, filter, 7), JSON.stringify(filter)).toEqual(expected);
      expect(history.deliveries.count(filter, start), JSON.stringify(filter)).toBe(expected.length);
    }
  });

  it('take a span back from now for a date, and say what they take where it is neither', async () => {
    const history = testHistory();
    for (const ago of [0, 10, 20, 90]) {
      await history.deliveries.capture(someCapture({ receivedAtMs: start - (100 - ago) * 60_000 }));
    }
    const count = (since: string) => history.deliveries.count({ since }, start);
    expect([count('15m'), count('85m'), count('1.5h'), count('7d'), count('2026-11-21')]).toEqual([
      1, 2, 3, 4, 4,
    ]);
    for (const since of ['soon', '15', '2026', '2026-99-99', '']) {
      expect(() => count(since)).toThrow(
        expect.objectContaining({
          code: 'invalid_input',
          message: expect.stringMatching(/since: .*15m, 1h or 7d/),
        }),
      );
    }
  });

  it('refuse a place that no page ended with', () => {
    const history = testHistory();
    const list = () => history.deliveries.list({}, { limit: 1, after: 'whd_1' }, start);
    expect(list).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });

  it('are walked by an index, whatever the filter, and never sorted', async () => {
    const dataDir = temporaryFolder();
    await testHistory({ dataDir }).close();
    const db = new Database(join(dataDir, 'tacklebox.db'));
    const filters: [DeliveryFilter, string][] = [
      [{}, 'INTEGER PRIMARY KEY'],
      [{ since: '1h' }, 'INTEGER PRIMARY KEY'],
      [{ webhookId }, 'deliveries_by_webhook'],
      [{ provider: 'x' }, 'deliveries_by_provider'],
      [{ eventType: 'x' }, 'deliveries_by_event_type'],
      [{ verdict: 'failed' }, 'deliveries_by_verdict'],
      [{ direction: 'out' }, 'deliveries_by_direction'],
      [{ status: '5xx' }, 'deliveries_by_status_class'],
      [{ status: 404 }, 'deliveries_by_status_class'],
      [{ status: 'dead_letter' }, 'deliveries_by_state'],
      [{ pinned: true }, 'deliveries_pinned'],
    ];
    for (const [filter, index] of filters) {
      const sql = filterSql(filter, start);
      const plan = db
        .prepare<unknown[], { detail: string }>(
          `EXPLAIN QUERY PLAN SELECT * ${fromWhere(sql, sql.conditions[0])} ORDER BY d.key DESC LIMIT 100`,
        )
        .all(sql.low, sql.high, ...sql.conditions.flatMap(({ values }) => values))
        .map(({ detail }) => detail)
        .join('; ');
      expect(plan).toMatch(new RegExp(`SEARCH .*${index}`));
      expect(plan).not.toContain('TEMP B-TREE');
    }
    db.close();
  });
});
