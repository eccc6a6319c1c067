import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabaseFile } from '#main/engine/history/database/database-file.ts';
import { newTurnMemory } from '#main/engine/history/database/write-turn.ts';
import { createWriter } from '#main/engine/history/database/writer.ts';
import { createBodyStore } from '#main/engine/history/deliveries/body-store.ts';
import type { NewCapture } from '#main/engine/history/deliveries/deliveries-repo.ts';
import { createDeliveryKeys } from '#main/engine/history/deliveries/delivery-keys.ts';
import { openJournal } from '#main/engine/history/journal/journal.ts';
import type { NewArrival } from '#main/engine/history/journal/journal-rows.ts';
import { migrate, migrations } from '#main/engine/history/migrations/index.ts';
import type { History } from '#main/engine/history/open-history.ts';
import { someCapture, temporaryFolder, testClock, testHistory, webhookId } from './support.ts';

/** What arrives of a capture: all but what is found out after its answer. */
function arrivalOf(capture: NewCapture): NewArrival {
  const { eventType: _1, providerDeliveryId: _2, looksLike: _3, state: _4, ...arrival } = capture;
  return arrival;
}

const someArrival = (given: Partial<NewCapture> = {}): NewArrival => arrivalOf(someCapture(given));

const gitHubEvent = (given: Partial<NewCapture> = {}) =>
  someCapture({
    provider: 'github',
    rawHeaders: [
      ['Content-Type', 'application/json'],
      ['X-GitHub-Event', 'push'],
      ['X-GitHub-Delivery', 'guid-1'],
    ],
    body: Buffer.from('{"ref":"refs/heads/main"}'),
    eventType: 'push',
    providerDeliveryId: 'guid-1',
    ...given,
  });

/** Rows of the journal, seen from outside. */
function journalled(dataDir: string): number {
  const db = new Database(join(dataDir, 'tacklebox.db'), { readonly: true });
  const rows = db.prepare<[], number>('SELECT count(*) FROM journal').pluck().get();
  db.close();
  return rows ?? 0;
}

/** Puts a request into the journal of a closed folder, as a run that was killed left it. */
function leaveBehind(
  dataDir: string,
  key: number,
  deliveryId: string,
  more: Record<string, unknown> = {},
): void {
  const db = new Database(join(dataDir, 'tacklebox.db'));
  const row = {
    key,
    delivery_id: deliveryId,
    webhook_id: webhookId,
    provider: 'generic',
    method: 'POST',
    target: '/left',
    http_version: '1.1',
    received_at_ms: Math.floor(key / 16),
    verdict: 'unverified',
    raw_headers: '[["A","b"]]',
    body_bytes: 4,
    body: Buffer.from('left'),
    ...more,
  };
  const columns = Object.keys(row);
  db.prepare(`INSERT INTO journal (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(
    Object.values(row),
  );
  db.close();
}

async function emptyFolder(): Promise<string> {
  const dataDir = temporaryFolder();
  await testHistory({ dataDir }).close();
  return dataDir;
}

const idsOf = (history: History) =>
  history.deliveries.list({}, { limit: 100 }, Date.now()).items.map(({ deliveryId }) => deliveryId);

describe('what arrived', () => {
  it.each<[string, (history: History, deliveryId: string) => unknown]>([
    ['a list', (history, id) => idsOf(history).includes(id)],
    ['its detail', (history, id) => history.deliveries.get(id).summary.deliveryId === id],
    ['a look for it', (history, id) => history.deliveries.find(id) !== undefined],
    ['its body', (history, id) => history.deliveries.body(id).length > 0],
    ['a range of its body', (history, id) => history.deliveries.bodyRange(id, 0, 1).length === 1],
    ['a count', (history) => history.deliveries.count({ provider: 'generic' }, Date.now()) === 1],
    ['the counts', (history) => history.counts().deliveries === 1],
    ['its endpoint', (history) => history.endpoints.activity(webhookId).deliveries === 1],
    ['an export', (history) => [...history.deliveries.iterate({}, Date.now())].length === 1],
    ['an outline', async (h) => (await h.deliveries.outline({}, { everyRows: 1 }, Date.now())).length === 1],
    [
      'a search',
      async (history) =>
        (await history.deliveries.search({ search: 'hello' }, { limit: 5 }, Date.now())).items.length === 1,
    ],
    ['a pin', (history, id) => history.deliveries.setPinned(id, true).pinned],
    ['a deletion', (history, id) => history.deliveries.delete([id]).length === 1],
    ['a deletion by filter', async (h) => (await h.deliveries.deleteWhere({}, Date.now())) === 1],
    [
      'trimming',
      async (h) =>
        (await h.deliveries.trim({ maxDeliveries: 0, maxAgeDays: null, maxBytes: null }, Date.now())) === 1,
    ],
  ])('is there for %s that comes right after it', async (_name, look) => {
    const history = testHistory();
    const arrival = someArrival();
    await history.deliveries.arrive(arrival);
    expect(await look(history, arrival.deliveryId)).toBe(true);
  });

  it('becomes the very rows that a capture makes whose facts were known before', async () => {
    const captures = [
      gitHubEvent(),
      gitHubEvent({ verdict: 'verified' }),
      gitHubEvent({ body: Buffer.alloc(100_000, 'x'), eventType: 'push' }),
      gitHubEvent({ provider: 'generic', eventType: null, providerDeliveryId: null, looksLike: 'github' }),
      someCapture({ answer: null, remoteAddress: null, contentType: null, body: Buffer.alloc(0) }),
    ];
    const [before, after] = [testHistory(), testHistory()];
    for (const capture of captures) {
      await before.deliveries.capture(capture);
      await after.deliveries.arrive(arrivalOf(capture));
    }
    for (const { deliveryId } of captures) {
      expect(after.deliveries.get(deliveryId)).toEqual(before.deliveries.get(deliveryId));
      expect(after.deliveries.body(deliveryId)).toEqual(before.deliveries.body(deliveryId));
    }
    expect({ ...after.counts(), databaseBytes: 0 }).toEqual({ ...before.counts(), databaseBytes: 0 });
    expect(idsOf(after)).toEqual(idsOf(before));
    expect(after.deliveries.get(captures[1]?.deliveryId ?? '').summary.duplicateOf).toBe(
      captures[0]?.deliveryId,
    );
  });

  it('keeps its order among captures and events composed here', async () => {
    const history = testHistory();
    const first = someArrival();
    const second = someCapture();
    const third = someArrival();
    await history.deliveries.arrive(first);
    await history.deliveries.capture(second);
    await history.deliveries.arrive(third);
    expect(idsOf(history)).toEqual([third, second, first].map(({ deliveryId }) => deliveryId));
  });

  it('is settled beside the engine without anybody asking, and told once each, in order', async () => {
    const dataDir = temporaryFolder();
    const history = testHistory({ dataDir });
    const told: string[] = [];
    history.onSettled((deliveries) => told.push(...deliveries().map(({ deliveryId }) => deliveryId)));
    const arrivals = Array.from({ length: 300 }, () => someArrival());
    await Promise.all(arrivals.map((arrival) => history.deliveries.arrive(arrival)));
    await vi.waitFor(() => expect(told).toHaveLength(300), { timeout: 20_000 });
    expect(told).toEqual(arrivals.map(({ deliveryId }) => deliveryId));
    expect(journalled(dataDir)).toBe(0);
    await history.settled();
    expect(told).toHaveLength(300);
  });

  it('is found by its words however it was settled', async () => {
    const history = testHistory();
    for (let i = 0; i < 60; i++) {
      await history.deliveries.arrive(someArrival({ body: Buffer.from(`{"word":"needle${i % 3}"}`) }));
      if (i % 20 === 0) history.settle();
    }
    const found = await history.deliveries.search({ search: 'needle1' }, { limit: 100 }, Date.now());
    expect(found.items).toHaveLength(20);
  });

  it('is refused alone where it can not be kept', async () => {
    const history = testHistory();
    const good = someArrival();
    const results = await Promise.allSettled([
      history.deliveries.arrive(good),
      history.deliveries.arrive(someArrival({ method: null as unknown as string })),
      history.deliveries.arrive(someArrival()),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(history.counts().deliveries).toBe(2);
  });
});

describe('a journal that a killed run left behind', () => {
  it('is there at the next start, once', async () => {
    const dataDir = await emptyFolder();
    leaveBehind(dataDir, 16_000, 'whd_LEFT1');
    leaveBehind(dataDir, 16_001, 'whd_LEFT2');
    const history = testHistory({ dataDir });
    const arrival = someArrival({ receivedAtMs: 1000 });
    await history.deliveries.arrive(arrival);
    expect(idsOf(history)).toEqual([arrival.deliveryId, 'whd_LEFT2', 'whd_LEFT1']);
    expect(history.deliveries.body('whd_LEFT1').toString()).toBe('left');
    expect(journalled(dataDir)).toBe(0);
    await history.close();
    expect(testHistory({ dataDir }).counts().deliveries).toBe(3);
  });

  it('keeps the files that its rows name', async () => {
    const dataDir = await emptyFolder();
    const bodies = createBodyStore(join(dataDir, 'bodies'), () => false);
    const file = await bodies.write(Buffer.alloc(100_000, 'f'));
    const orphan = await bodies.write(Buffer.alloc(100_000, 'o'));
    leaveBehind(dataDir, 16_000, 'whd_FILE', { body: null, body_file: file, body_bytes: 100_000 });
    const history = testHistory({ dataDir });
    await vi.waitFor(() => expect(() => bodies.read(orphan)).toThrow(), { timeout: 20_000 });
    expect(history.deliveries.body('whd_FILE')).toEqual(Buffer.alloc(100_000, 'f'));
  });

  it('makes a delivery of a row whose content can not be understood', async () => {
    const dataDir = await emptyFolder();
    leaveBehind(dataDir, 16_000, 'whd_ODD', { provider: 'gone', body: null, body_file: 'missing' });
    const bugs: unknown[] = [];
    const history = testHistory({ dataDir, onBug: (error) => bugs.push(error) });
    expect(history.deliveries.get('whd_ODD').summary).toMatchObject({ eventType: null, provider: 'gone' });
    expect(bugs).toHaveLength(1);
  });

  it('sets a row aside that can not become a delivery, and settles those around it', async () => {
    const dataDir = temporaryFolder();
    const before = testHistory({ dataDir });
    const { deliveryId } = await before.deliveries.capture(someCapture({ receivedAtMs: 1000 }));
    await before.close();
    leaveBehind(dataDir, 32_000, 'whd_FIRST');
    leaveBehind(dataDir, 32_001, deliveryId, { target: '/twice' });
    leaveBehind(dataDir, 32_002, 'whd_LAST');
    const bugs: unknown[] = [];
    const history = testHistory({ dataDir, onBug: (error) => bugs.push(error) });
    expect(idsOf(history)).toEqual(['whd_LAST', 'whd_FIRST', deliveryId]);
    await history.deliveries.arrive(someArrival());
    expect(history.counts().deliveries).toBe(4);
    expect(bugs).toEqual([]);
    expect(journalled(dataDir)).toBe(0);
    expect(history.damaged.list(Number.MAX_SAFE_INTEGER, 10).items).toMatchObject([
      { table: 'journal', rowId: deliveryId },
    ]);
  });
});

it('is settled by the engine itself where its worker can not start', async () => {
  const dataDir = temporaryFolder();
  const db = openDatabaseFile(join(dataDir, 'tacklebox.db'), 'normal');
  const bugs: unknown[] = [];
  const settled: number[] = [];
  const journal = openJournal({
    db,
    keys: createDeliveryKeys(db, createWriter(db).tallies),
    bodies: createBodyStore(join(dataDir, 'bodies'), () => false),
    setAside: () => undefined,
    start: {
      historyPath: join(dataDir, 'nowhere', 'tacklebox.db'),
      bodiesDir: dataDir,
      turn: newTurnMemory(),
    },
    on: {
      waiting: () => undefined,
      settled: (keys) => settled.push(...keys),
      damaged: () => undefined,
      bug: (error) => bugs.push(error),
    },
  });
  onTestFinished(async () => {
    await journal.close();
    db.close();
  });
  await Promise.all(Array.from({ length: 250 }, () => journal.keep(someArrival())));
  await vi.waitFor(() => expect(settled).toHaveLength(250), { timeout: 20_000 });
  expect(db.prepare('SELECT count(*) FROM deliveries').pluck().get()).toBe(250);
  await vi.waitFor(() => expect(bugs).not.toHaveLength(0), { timeout: 20_000 });
});

it('comes to a history of the version before without a change to its rows', async () => {
  const dataDir = temporaryFolder();
  const old = new Database(join(dataDir, 'tacklebox.db'));
  const before = Math.max(
    ...migrations.filter(({ name }) => name !== 'journal').map(({ version }) => version),
  );
  migrate(
    old,
    migrations.filter(({ name }) => name !== 'journal'),
    Math.min(50, before),
  );
  old.exec(`
    INSERT INTO deliveries (key, delivery_id, direction, webhook_id, provider, method, target, body_bytes, verdict, state, received_at_ms)
      VALUES (16000, 'whd_OLD', 'in', '${webhookId}', 'generic', 'POST', '/x', 3, 'unverified', 'received', 1000);
    INSERT INTO requests (key, http_version, raw_headers, body) VALUES (16000, '1.1', '[["A","b"]]', x'616263');
    INSERT INTO tallies VALUES ('all', '', 1), ('direction', 'in', 1);
  `);
  old.close();
  const history = testHistory({ dataDir, clock: testClock(2000) });
  await history.deliveries.arrive(someArrival({ receivedAtMs: 2000 }));
  expect(history.counts()).toMatchObject({ deliveries: 2, in: 2 });
  expect(history.deliveries.body('whd_OLD').toString()).toBe('abc');
  expect(idsOf(history)[1]).toBe('whd_OLD');
});
