import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import { type History, openHistory } from '#main/engine/history/open-history.ts';
import { matchesFilter } from '#renderer/features/inbox/filter/filter-match.ts';
import { someCapture, temporaryFolder, testClock, testHistory } from './support.ts';

const start = Date.UTC(2026, 10, 21, 9, 30);
const nowMs = start + 60 * 60_000;

interface Caught {
  provider: string;
  type: string | null;
  status: number;
  tookMs: number;
  minute: number;
  header: string[];
  body: string;
}

const caught: Caught[] = Array.from({ length: 48 }, (_, at) => ({
  provider: ['stripe', 'github', 'generic'][at % 3] ?? '',
  type: [null, 'invoice.paid', 'invoice.void', 'push', 'ping'][at % 5] ?? null,
  status: [200, 404, 503, 500][at % 4] ?? 200,
  tookMs: at * 10,
  minute: at,
  header: at % 6 === 0 ? [] : at % 6 === 1 ? ['push', 'ping'] : [`h${at % 4}`],
  body:
    [
      `{"data":{"amount":${at * 100},"id":"ord_${at}"},"items":[{"sku":"A${at % 4}"},{"sku":"B"}],"paid":${at % 2 === 0}}`,
      `{"data":{"amount":"${at}","note":"past due, ${at % 2 ? 'refund' : 'charge'} it"},"id":12345678901234567${at % 10}}`,
      `[${at}, "Zürich", null]`,
      `not json at all, only past or due`,
    ][at % 4] ?? '',
}));

async function fill(history: History): Promise<void> {
  for (const { provider, type, status, tookMs, minute, header, body } of caught) {
    await history.deliveries.capture(
      someCapture({
        provider,
        eventType: type,
        receivedAtMs: start + minute * 60_000,
        rawHeaders: [
          ['Content-Type', 'application/json'],
          ...header.map((each): [string, string] => ['X-Kind', each]),
        ],
        body: Buffer.from(body),
        answer: { status, rawHeaders: [], body: '', durationMs: tookMs },
      }),
    );
  }
}

/** A condition as it is typed, and what it means, said here a second time. */
interface Said {
  text: string;
  fits(one: Caught): boolean;
  /** Whether only the engine can tell. */
  deep: boolean;
}

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((each, step) => (each as Record<string, unknown> | null | undefined)?.[step], value);

const row = (text: string, fits: Said['fits']): Said => ({ text, fits, deep: false });
const deep = (text: string, fits: Said['fits']): Said => ({ text, fits, deep: true });

const said: Said[] = [
  row('provider:stripe', ({ provider }) => provider === 'stripe'),
  row('provider:STRIPE,github', ({ provider }) => provider !== 'generic'),
  row('type:invoice.*', ({ type }) => type?.startsWith('invoice.') === true),
  row('type:*.paid', ({ type }) => type === 'invoice.paid'),
  row('type:*', ({ type }) => type !== null),
  row('type!=push', ({ type }) => type !== 'push'),
  row('status:5xx', ({ status }) => status >= 500),
  row('status:404', ({ status }) => status === 404),
  row('status:404,503', ({ status }) => status === 404 || status === 503),
  row('status:201..499', ({ status }) => status > 200 && status < 500),
  row('status>=500', ({ status }) => status >= 500),
  row('status:received', () => true),
  row('took>200ms', ({ tookMs }) => tookMs > 200),
  row('took:<=0.1s', ({ tookMs }) => tookMs <= 100),
  row('size:<30', ({ body }) => Buffer.byteLength(body) < 30),
  row('size>=0.04KB', ({ body }) => Buffer.byteLength(body) >= 40),
  row('since:30m', ({ minute }) => minute >= 30),
  row('until:2026-11-21T09:40:00Z', ({ minute }) => minute <= 10),
  row('is:pinned', () => false),
  row('attempts:0', () => true),
  row('endpoint:"No such place"', () => false),
  deep('header.x-kind:push', ({ header }) => header.includes('push')),
  deep('header.X-KIND:*', ({ header }) => header.length > 0),
  deep('header.x-kind:h*', ({ header }) => header.some((each) => each.startsWith('h'))),
  deep('header.x-kind!=h1', ({ header }) => !header.includes('h1')),
  deep('body.data.amount>1000', ({ body }) => Number(at(json(body), 'data', 'amount')) > 1000),
  deep('body.$.data.amount:400', ({ body }) => Number(at(json(body), 'data', 'amount')) === 400),
  deep('body.items[*].sku:A0', ({ body }) => at(json(body), 'items', 0, 'sku') === 'A0'),
  deep("body['items'][1].sku:B", ({ body }) => at(json(body), 'items', 1, 'sku') === 'B'),
  deep('body.paid:true', ({ body }) => at(json(body), 'paid') === true),
  deep('body[2]:null', ({ body }) => at(json(body), 2) === null),
  deep('body.data.id:*', ({ body }) => at(json(body), 'data', 'id') !== undefined),
  deep('body.data.id:"ORD_8"', ({ body }) => at(json(body), 'data', 'id') === 'ord_8'),
  deep('body.id:123456789012345675', ({ body }) => body.includes('123456789012345675')),
  deep('zurich', ({ body }) => body.includes('Zürich')),
  deep('past due', ({ body }) => body.includes('past') && body.includes('due')),
  deep('"past due"', ({ body }) => body.includes('past due')),
];

const whole = (text: string): string => (/\s/.test(text) && !/[:"]/.test(text) ? `(${text})` : text);

const expression: fc.Arbitrary<Said> = fc.letrec<{ any: Said }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...said).map((each) => ({ ...each, text: whole(each.text) })),
    tie('any').map((of) => ({
      text: `-${whole(of.text)}`.replace(/^--/, '-NOT '),
      fits: (one: Caught) => !of.fits(one),
      deep: of.deep,
    })),
    fc.array(tie('any'), { minLength: 2, maxLength: 3 }).map((of) => ({
      text: `(${of.map(({ text }) => text).join(' ')})`,
      fits: (one: Caught) => of.every((each) => each.fits(one)),
      deep: of.some((each) => each.deep),
    })),
    fc.array(tie('any'), { minLength: 2, maxLength: 3 }).map((of) => ({
      text: `(${of.map(({ text }) => text).join(' OR ')})`,
      fits: (one: Caught) => of.some((each) => each.fits(one)),
      deep: of.some((each) => each.deep),
    })),
  ),
})).any;

describe('the filter language', () => {
  let history: History;
  let rows: DeliverySummary[];
  let byId: Map<string, Caught>;

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tacklebox-where-'));
    history = openHistory({
      dataDir,
      clock: testClock(nowMs),
      durability: 'normal',
      onBug: (error) => {
        throw error;
      },
    });
    await fill(history);
    rows = history.deliveries.list({}, { limit: 1000 }, nowMs).items;
    byId = new Map(rows.map((each, index) => [each.deliveryId, caught[caught.length - 1 - index] as Caught]));
    return async () => {
      await history.close();
      rmSync(dataDir, { recursive: true, force: true });
    };
  });

  const expected = (fits: Said['fits']): string[] =>
    rows.filter(({ deliveryId }) => fits(byId.get(deliveryId) as Caught)).map(({ deliveryId }) => deliveryId);

  it.each(said.map(({ text }) => text))('%s: finds what it says', async (text) => {
    const { fits } = said.find((each) => each.text === text) as Said;
    expect(await history.deliveries.idsOf({ where: text }, nowMs)).toEqual(expected(fits));
  });

  it('finds what any combination says, from newest to oldest, in the history and among what just arrived', async () => {
    await fc.assert(
      fc.asyncProperty(expression, async ({ text, fits, deep: needsEngine }) => {
        const ids = expected(fits);
        expect(await history.deliveries.idsOf({ where: text }, nowMs)).toEqual(ids);
        const told = rows.map((each) => matchesFilter({ where: text }, each, nowMs, () => null));
        for (const [index, answer] of told.entries()) {
          if (answer === null) expect(needsEngine).toBe(true);
          else expect(answer).toBe(ids.includes(rows[index]?.deliveryId ?? ''));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('counts, pages and narrows by the other fields of a filter as well', async () => {
    const where = '(status:5xx OR type:push) -provider:github';
    const fits = ({ status, type, provider }: Caught) =>
      (status >= 500 || type === 'push') && provider !== 'github';
    expect(history.deliveries.count({ where }, nowMs)).toBe(expected(fits).length);
    const { items, next } = history.deliveries.list({ where, provider: 'stripe' }, { limit: 2 }, nowMs);
    const both = expected((one) => fits(one) && one.provider === 'stripe');
    expect(items.map(({ deliveryId }) => deliveryId)).toEqual(both.slice(0, 2));
    const rest = history.deliveries.list(
      { where, provider: 'stripe' },
      { limit: 100, after: next ?? '' },
      nowMs,
    );
    expect(rest.items.map(({ deliveryId }) => deliveryId)).toEqual(both.slice(2));
  });
});

describe('a filter that looks into bodies', () => {
  it('reads the ones that are kept in files, and those that nest too deep for anybody', async () => {
    const history = testHistory({ dataDir: temporaryFolder() });
    const large = `{"pad":"${'x'.repeat(200_000)}","order":{"id":7}}`;
    for (const body of [large, `${'['.repeat(100_000)}${']'.repeat(100_000)}`, '{"order":{"id":8}}'])
      await history.deliveries.capture(someCapture({ body: Buffer.from(body) }));
    const found = await history.deliveries.idsOf({ where: 'body.order.id:7' }, nowMs);
    expect(found).toHaveLength(1);
    expect(history.deliveries.get(found[0] ?? '').summary.bodyBytes).toBe(large.length);
  });

  it('ends soon after it is cancelled, though nothing fits', async () => {
    const history = testHistory({ dataDir: temporaryFolder() });
    await Promise.all(Array.from({ length: 400 }, () => history.deliveries.capture(someCapture())));
    const stop = new AbortController();
    const search = history.deliveries.search({ where: 'body.nothing:1' }, { limit: 10 }, nowMs, stop.signal);
    stop.abort();
    await expect(search).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is refused with the place of what can not be read', () => {
    const history = testHistory({ dataDir: temporaryFolder() });
    expect(() => history.deliveries.list({ where: 'status:soon' }, { limit: 1 }, nowMs)).toThrow(
      'where: at character 1: status: takes 404, 5xx, 400..499, or a state such as retrying or dead_letter.',
    );
  });
});
