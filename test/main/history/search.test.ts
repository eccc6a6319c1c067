import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { History } from '#main/engine/history/open-history.ts';
import { someCapture, temporaryFolder, testClock, testHistory } from './support.ts';

const now = Date.UTC(2026, 10, 21, 10);

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

async function found(history: History, search: string, filter: object = {}): Promise<string[]> {
  const { items } = await history.deliveries.search({ ...filter, search }, { limit: 100 }, now);
  return items.map(({ delivery }) => delivery.eventType ?? '');
}

/** Waits until the index has caught up with all that was captured. */
async function indexed(history: History): Promise<void> {
  await vi.waitFor(async () => {
    const { unindexed } = await history.deliveries.search({ search: 'zzzzzz' }, { limit: 1 }, now);
    expect(unindexed).toBe(0);
  }, 10_000);
}

async function captureSamples(history: History): Promise<void> {
  const bodies: [string, unknown][] = [
    [
      'first',
      { customer: 'Ada Lovelace', order_id: 'ord_4711ABCDEF', total: 12345678901234567890n.toString() },
    ],
    ['second', { customer: 'Grace Hopper', note: 'a payment that succeeded', tags: ['Zürich'] }],
    ['third', { customer: 'Ada Byron', note: 'prepayment' }],
  ];
  for (const [eventType, value] of bodies) {
    await history.deliveries.capture(
      someCapture({ eventType, body: json(value), providerDeliveryId: `evt-${eventType}` }),
    );
  }
}

describe.each(['indexed', 'not indexed yet'])('search, with deliveries %s', (when) => {
  async function sampleHistory(): Promise<History> {
    const history = testHistory();
    await captureSamples(history);
    if (when === 'indexed') await indexed(history);
    return history;
  }

  it('finds words in values, whatever their case and accents, newest first', async () => {
    const history = await sampleHistory();
    expect(await found(history, 'ada')).toEqual(['third', 'first']);
    expect(await found(history, 'HOPPER')).toEqual(['second']);
    expect(await found(history, 'zurich')).toEqual(['second']);
  });

  it('finds parts of words and of ids', async () => {
    const history = await sampleHistory();
    expect(await found(history, 'payment')).toEqual(['third', 'second']);
    expect(await found(history, '711abc')).toEqual(['first']);
    expect(await found(history, 'ord_4711ABCDEF')).toEqual(['first']);
    expect(await found(history, '345678901234567890')).toEqual(['first']);
    expect(await found(history, 'evt-sec')).toEqual(['second']);
  });

  it('finds keys as whole words and not as parts', async () => {
    const history = await sampleHistory();
    expect(await found(history, 'customer')).toEqual(['third', 'second', 'first']);
    expect(await found(history, 'ustome')).toEqual([]);
  });

  it('wants every term', async () => {
    const history = await sampleHistory();
    expect(await found(history, 'ada lovelace')).toEqual(['first']);
    expect(await found(history, 'ada hopper')).toEqual([]);
  });

  it('combines words with filters', async () => {
    const history = await sampleHistory();
    expect(await found(history, 'ada', { eventType: 'first' })).toEqual(['first']);
    expect(await found(history, 'ada', { verdict: 'failed' })).toEqual([]);
    expect(await found(history, 'ada', { until: '2026-11-20' })).toEqual([]);
  });

  it('takes any text for a search, also what a query language would choke on', async () => {
    const history = await sampleHistory();
    for (const search of [
      '"',
      'NOT',
      '(ada',
      'a*',
      '--',
      "'; DROP",
      '{}',
      '\u0000',
      'AND OR',
      'ada^',
      '½ ⅷ',
      '日本語',
    ]) {
      await expect(history.deliveries.search({ search }, { limit: 10 }, now)).resolves.toBeDefined();
    }
  });

  it('answers the same through list, count and export', async () => {
    const history = await sampleHistory();
    const { items } = history.deliveries.list({ search: 'payment' }, { limit: 10 }, now);
    expect(items.map((item) => item.eventType)).toEqual(['third', 'second']);
    expect(history.deliveries.count({ search: 'payment' }, now)).toBe(2);
    const exported = [...history.deliveries.iterate({ search: 'payment' }, now)];
    expect(exported.map((delivery) => delivery.summary.eventType)).toEqual(['second', 'third']);
  });

  it('shows the place of the match', async () => {
    const history = await sampleHistory();
    const { items } = await history.deliveries.search({ search: 'prepay' }, { limit: 10 }, now);
    expect(items[0]?.snippet).toContain('"note":"prepayment"');
  });

  it('no longer finds what was deleted', async () => {
    const history = await sampleHistory();
    await history.deliveries.deleteWhere({ search: 'prepayment' }, now);
    expect(await found(history, 'payment')).toEqual(['second']);
    expect(history.deliveries.count({}, now)).toBe(2);
  });
});

describe('search over time', () => {
  it('finds any part of any text, once indexed as well as before', async () => {
    const history = testHistory();
    const text = fc
      .string({ unit: 'grapheme', minLength: 3, maxLength: 12 })
      .map((raw) => raw.replace(/[\s\0]/g, '_'));
    const texts = fc.sample(text, 150);
    const ids = new Map<string, string>();
    for (const value of texts) {
      const { deliveryId } = await history.deliveries.capture(someCapture({ body: json({ value }) }));
      ids.set(deliveryId, value);
    }
    const findAll = async () => {
      const missing: string[] = [];
      for (const [deliveryId, value] of ids) {
        const { items } = await history.deliveries.search({ search: value }, { limit: 1000 }, now);
        if (!items.some(({ delivery }) => delivery.deliveryId === deliveryId)) missing.push(value);
      }
      return missing;
    };
    expect(await findAll()).toEqual([]);
    await indexed(history);
    expect(await findAll()).toEqual([]);
  });

  it('pages through all matches without a gap or a repeat while more arrive', async () => {
    const history = testHistory();
    const clock = testClock();
    const expected: string[] = [];
    for (let i = 0; i < 950; i++) {
      const capture = someCapture({
        receivedAtMs: clock.advance(1),
        body: json({ text: i % 3 === 0 ? `needle ${i}` : i % 3 === 1 ? `xxneedlexx ${i}` : 'hay' }),
      });
      if (i % 3 !== 2) expected.unshift(capture.deliveryId);
      await history.deliveries.capture(capture);
    }
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = await history.deliveries.search({ search: 'needle' }, { limit: 70, after }, now);
      ids.push(...page.items.map(({ delivery }) => delivery.deliveryId));
      after = page.next ?? undefined;
      await history.deliveries.capture(someCapture({ receivedAtMs: clock.advance(1), body: json('needle') }));
    } while (after !== undefined);
    expect(ids).toEqual(expected);
  });

  it('catches up at the next start with what was captured before a crash', async () => {
    const dataDir = temporaryFolder();
    const history = testHistory({ dataDir });
    for (let i = 0; i < 600; i++) await history.deliveries.capture(someCapture({ body: json(`word${i}`) }));
    await history.close();
    const reopened = testHistory({ dataDir });
    expect(await found(reopened, 'word599')).toHaveLength(1);
    await indexed(reopened);
    expect(await found(reopened, 'word0')).toHaveLength(1);
    expect(await found(reopened, 'ord59')).toHaveLength(11);
  });

  it('finds imported deliveries of the past in their place', async () => {
    const history = testHistory();
    await captureSamples(history);
    await indexed(history);
    const [template] = history.deliveries.iterate({}, now);
    if (!template) throw new Error('nothing there');
    const summary = { ...template.summary, deliveryId: 'whd_OLD', eventType: 'old' };
    const old = { ...template, summary, receivedAtMs: Date.UTC(2020, 0, 1) };
    expect(history.deliveries.insertImported(old, json('Ada, long ago'))).toBe(true);
    expect(history.deliveries.insertImported(old, json('Ada, long ago'))).toBe(false);
    expect(await found(history, 'ada')).toEqual(['third', 'first', 'old']);
    await indexed(history);
    expect(await found(history, 'ada')).toEqual(['third', 'first', 'old']);
    expect(await found(history, 'ada', { until: '2020-01-02' })).toEqual(['old']);
  });

  it('can be cancelled', async () => {
    const history = testHistory();
    await captureSamples(history);
    const controller = new AbortController();
    const search = history.deliveries.search({ search: 'ada' }, { limit: 10 }, now, controller.signal);
    controller.abort();
    await expect(search).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('makes the index anew where its file is damaged', async () => {
    const dataDir = temporaryFolder();
    const history = testHistory({ dataDir });
    await captureSamples(history);
    await history.close();
    writeFileSync(`${dataDir}/search-index.db`, 'no database');
    const reopened = testHistory({ dataDir });
    await indexed(reopened);
    expect(await found(reopened, 'payment')).toEqual(['third', 'second']);
  });
});
