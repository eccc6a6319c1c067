import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#main/engine/history/ids.ts';
import { openHistory } from '#main/engine/history/open-history.ts';
import { countingServer } from '../../support/counting-server.ts';
import { testEngine } from '../../support/engine.ts';
import { send } from '../../support/http.ts';
import { makeTempDir, testDir } from '../../support/temp-dir.ts';
import { someAttempt, someCapture, someOutgoing, webhookId as someWebhookId } from './samples.ts';

/** More rows of each kind than a table has columns, so that each column is damaged in a row of its own. */
const rowsOfAKind = 30;
const startMs = Date.UTC(2026, 10, 20);

/** What a disk, another program or an earlier version may leave in a column of each type, each in turn. */
const hostile = {
  INTEGER: [9e15, -9e15, 9223372036854775807n, -9223372036854775808n, -1, 0, 1e15, 8.64e15],
  REAL: [9e15, -9e15, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 1.7e308, 1e-320, 8.64e15],
  TEXT: [
    '',
    'nonsense',
    '{"',
    '\u0000',
    '[]',
    'null',
    '{"kind":"fixed","waitsMs":[9e15]}',
    'é"\\u0000'.repeat(9000),
  ],
  BLOB: ['', 'x', '\u0000', '{', '{"a"', 'é', '\uFEFF', 'x'.repeat(70_000)].map((text) => Buffer.from(text)),
} as const;

const damagedTables = [
  ['deliveries', 'key'],
  ['requests', 'key'],
  ['attempts', 'key'],
  ['endpoints', 'rowid'],
  ['rejected', 'key'],
  ['secrets', 'rowid'],
  ['settings', 'key'],
  ['tallies', 'dimension'],
  ['index_log', 'entry'],
  ['damaged', 'key'],
] as const;

let soundFolder = '';

/** A history with rows of every kind in every state; the folder is copied for each test. */
beforeAll(async () => {
  soundFolder = await makeTempDir('sound');
  const clock = { nowMs: () => startMs };
  const onBug = (error: unknown) => {
    throw error;
  };
  const history = openHistory({ dataDir: soundFolder, clock, durability: 'normal', onBug });
  for (let i = 0; i < rowsOfAKind; i++) {
    const receivedAtMs = startMs + i * 1000;
    await history.deliveries.capture(someCapture({ receivedAtMs, deliveryId: newId('whd', receivedAtMs) }));
    const { deliveryId } = history.deliveries.insertOutgoing(
      someOutgoing({ createdAtMs: receivedAtMs, deliveryId: newId('whd', receivedAtMs) }),
    );
    const done = history.attempts.schedule(someAttempt(deliveryId, { number: 1, position: 2 * i }));
    history.attempts.start(done.attemptId, receivedAtMs);
    history.attempts.finish(done.attemptId, {
      durationMs: 5,
      request: { method: 'POST', target: '/hook', rawHeaders: [['a', 'b']], body: Buffer.from('{}') },
      phases: { dnsMs: null, connectMs: 1, tlsMs: null, sentMs: 2, firstByteMs: 3, downloadMs: 4 },
      outcome: {
        kind: 'responded',
        status: 500,
        statusText: 'no',
        httpVersion: '1.1',
        rawHeaders: [],
        body: { encoding: 'utf8', data: '', totalBytes: 0, offsetBytes: 0, truncated: false },
      },
      responseBody: Buffer.from('no'),
    });
    history.attempts.schedule(
      someAttempt(deliveryId, {
        number: 2,
        position: 2 * i + 1,
        lane: `held ordered ${someWebhookId} http://127.0.0.1:9/hook`,
        scheduledAtMs: startMs,
      }),
    );
    const running = history.attempts.schedule(someAttempt(deliveryId, { number: 3, position: 1000 + i }));
    history.attempts.start(running.attemptId, receivedAtMs);
    history.endpoints.insert({
      webhookId: newId('whk', receivedAtMs),
      name: `Endpoint ${i}`,
      provider: 'github',
      active: true,
      createdBy: 'user',
      createdAtMs: receivedAtMs,
      updatedAtMs: receivedAtMs,
      scheme: null,
      enforce: 'never',
      answer: { kind: 'default' },
      answerSetAtMs: receivedAtMs,
      forward: null,
      access: { allowFrom: [] },
      handshake: {},
      tag: null,
      auth: null,
      dropRepeats: false,
      subscription: { eventTypes: [], platform: null },
    });
    history.rejected.record({
      rejectedId: newId('rej', receivedAtMs),
      reason: 'unknown_endpoint',
      explanation: 'none',
      status: 404,
      webhookId: null,
      provider: null,
      method: 'POST',
      target: '/x',
      httpVersion: '1.1',
      rawHeaders: [],
      body: Buffer.from('x'),
      bodyBytes: 1,
      remoteAddress: null,
      receivedAtMs,
      verdictDetail: null,
    });
    history.rejected.flush();
    history.secrets.insert({
      secretRef: newId('sec', receivedAtMs),
      webhookId: `whk_OTHER${i}`,
      sealed: Buffer.from('sealed'),
      fingerprint: 'abcdef',
      createdAtMs: receivedAtMs,
      retiresAtMs: null,
    });
    history.settings.set(`setting.${i}`, i);
  }
  history.settings.set('queue.paused', false);
  history.settings.set('settings', { theme: 'dark' });
  await history.close();
  const db = new Database(join(soundFolder, 'tacklebox.db'));
  for (let i = 0; i < rowsOfAKind; i++) {
    db.prepare("INSERT INTO damaged VALUES (NULL, 'attempts', 'att_X', 'why', ?, '{}')").run(startMs);
    db.prepare('INSERT INTO index_log (key) VALUES (?)').run(i);
  }
  db.close();
  return () => import('../../support/temp-dir.ts').then(({ removeDir }) => removeDir(soundFolder));
});

/** Damages one column in each row, the columns in turn. Answers the ids of deliveries that were touched. */
function damage(path: string, variant: number): Set<unknown> {
  const db = new Database(path);
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  const touched = new Set<unknown>();
  for (const [table, key] of damagedTables) {
    const columns = db
      .prepare<[], { name: string; type: keyof typeof hostile }>(
        `SELECT name, type FROM pragma_table_info('${table}')`,
      )
      .all();
    const keys = db
      .prepare<[], bigint | string>(`SELECT ${key} FROM ${table} ORDER BY ${key}`)
      .pluck()
      .safeIntegers()
      .all();
    columns.forEach(({ name, type }, at) => {
      const rowKey = keys[at];
      const value = hostile[type][variant];
      const integer = type === 'INTEGER' && typeof value === 'number' ? BigInt(value) : value;
      if (rowKey === undefined || value === undefined) return;
      const deliveryKey =
        table === 'attempts' ? 'SELECT delivery_key FROM attempts WHERE key = ?' : 'SELECT ?';
      if (['deliveries', 'requests', 'attempts'].includes(table)) {
        const of = db.prepare(`SELECT delivery_id FROM deliveries WHERE key = (${deliveryKey})`).pluck();
        touched.add(of.get(rowKey));
      }
      try {
        db.prepare(`UPDATE ${table} SET ${name} = ? WHERE ${key} = ?`).run(integer, rowKey);
      } catch (error) {
        // A UNIQUE index holds two of these apart; nothing else may.
        if (!String(error).includes('UNIQUE') && !String(error).includes('FOREIGN KEY')) throw error;
      }
    });
  }
  db.close();
  return touched;
}

async function allPages<T>(
  page: (after?: string) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | undefined; ; ) {
    const got = await page(after);
    items.push(...got.items);
    if (got.next === null) return items;
    after = got.next;
  }
}

describe('rows that can not be read', () => {
  for (let variant = 0; variant < hostile.TEXT.length; variant++) {
    it(`stop nothing, whichever column is damaged (${variant + 1} of ${hostile.TEXT.length})`, async () => {
      const dataDir = await testDir('damaged');
      await cp(soundFolder, dataDir, { recursive: true });
      const path = join(dataDir, 'tacklebox.db');
      const before = new Database(path, { readonly: true });
      const ids = before.prepare<[], string>('SELECT delivery_id FROM deliveries').pluck().all();
      before.close();
      const touched = damage(path, variant);
      const target = await countingServer();
      const { client, port, engine } = await testEngine({ dataDir });

      const listed = await allPages((after) => client.deliveries.list({ limit: 7, after }));
      const listedIds = new Set(listed.map(({ deliveryId }) => deliveryId));
      expect(ids.filter((id) => !touched.has(id) && !listedIds.has(id))).toEqual([]);
      for (const { deliveryId } of listed) {
        await client.deliveries.get({ deliveryId }).catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'delivery_not_found' });
        });
      }
      await allPages((after) => client.deliveries.rejected({ limit: 7, after }));
      await client.endpoints.list({});
      await client.system.info({});
      await client.deliveries.overview({});
      await client.queue.status({});
      await client.queue.held({});
      await client.deliveries.search({ search: 'hello' });
      for (const format of ['jsonl', 'har'] as const) {
        const file = engine.parts.files.grant(join(dataDir, `out.${format}`));
        await client.deliveries.export({ format, file });
      }

      const { webhookId } = await client.endpoints.create({ name: 'New' });
      await client.endpoints.update({ webhookId, forward: { url: target.url } });
      const answer = await send(`http://127.0.0.1:${port}/v1/hooks/${webhookId}`, {
        method: 'POST',
        body: '{"new":1}',
      });
      expect(answer.status).toBe(200);
      expect((await client.deliveries.list({ webhookId })).items).toHaveLength(1);
      await expect.poll(() => target.received.length).toBe(1);
      const sent = await client.deliveries.send({
        provider: 'generic',
        body: '{}',
        target: { url: target.url },
      });
      await expect.poll(() => target.received.length).toBe(2);
      expect((await client.deliveries.get({ deliveryId: sent.deliveryId })).attemptList).toHaveLength(1);

      const damaged = await allPages((after) => client.system.damaged({ limit: 7, after }));
      expect(damaged.length).toBeGreaterThan(0);
      expect((await client.system.info({})).counts.damaged).toBe(damaged.length);
      expect(await client.system.discardDamaged({ damagedIds: [damaged[0]?.damagedId ?? ''] })).toEqual({
        count: 1,
      });
      await client.system.discardDamaged({});
      expect((await client.system.damaged({})).items).toEqual([]);
      expect((await client.system.info({})).counts.damaged).toBe(0);
    });
  }
});
