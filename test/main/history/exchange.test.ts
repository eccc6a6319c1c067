import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportDeliveries, jsonLines } from '#main/engine/history/exchange/export-deliveries.ts';
import { importDeliveries } from '#main/engine/history/exchange/import-deliveries.ts';
import { splitEntries } from '#main/engine/history/exchange/split-entries.ts';
import type { History } from '#main/engine/history/open-history.ts';
import { someCapture, someOutgoing, temporaryFolder, testHistory } from './support.ts';

const { signal } = new AbortController();

const exportAll = (history: History, path: string) =>
  exportDeliveries(history, { path, filter: {}, nowMs: Date.now(), format: jsonLines(history) }, signal);

describe('deliveries as JSON lines', () => {
  it('come back as they went, bytes, headers and times included', async () => {
    const [from, to, file] = [testHistory(), testHistory(), join(temporaryFolder(), 'all.jsonl')];
    const bodies = [
      Buffer.from('{"ü":1}'),
      Buffer.from([0, 255, 13, 10, 128]),
      Buffer.alloc(100_000, 'x'),
      Buffer.alloc(0),
    ];
    for (const [at, body] of bodies.entries()) {
      await from.deliveries.capture(
        someCapture({
          body,
          receivedAtMs: Date.UTC(2026, 0, 1 + at),
          rawHeaders: [
            ['X-A', '\xe9'],
            ['x-a', '"2"\t'],
          ],
        }),
      );
    }
    from.deliveries.insertOutgoing(someOutgoing({ createdAtMs: Date.UTC(2026, 1, 1) }));
    const exported = await exportAll(from, file);
    expect(exported).toMatchObject({ count: 5, bytes: readFileSync(file).length });
    expect(await importDeliveries(to, { path: file, format: 'jsonl' }, signal)).toEqual({
      count: 5,
      skipped: 0,
    });
    const [theirs, ours] = [from, to].map((history) => [...history.deliveries.iterate({}, Date.now())]);
    const settled = theirs?.map((delivery) =>
      delivery.summary.direction === 'out'
        ? { ...delivery, summary: { ...delivery.summary, state: 'cancelled' } }
        : delivery,
    );
    expect(ours).toEqual(settled);
    for (const { summary } of ours ?? []) {
      expect(to.deliveries.body(summary.deliveryId)).toEqual(from.deliveries.body(summary.deliveryId));
    }
    expect(await importDeliveries(to, { path: file, format: 'jsonl' }, signal)).toEqual({
      count: 0,
      skipped: 5,
    });
  });

  it('say the line that is none, and keep what came before it', async () => {
    const [from, to, file] = [testHistory(), testHistory(), join(temporaryFolder(), 'all.jsonl')];
    await from.deliveries.capture(someCapture());
    await exportAll(from, file);
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"format":"tacklebox-delivery-1"}\n`);
    const reading = importDeliveries(to, { path: file, format: 'jsonl' }, signal);
    await expect(reading).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('line 2'),
    });
    expect(to.counts().deliveries).toBe(1);
  });

  it('leave no half file behind where the export is cancelled', async () => {
    const [history, file] = [testHistory(), join(temporaryFolder(), 'all.jsonl')];
    await history.deliveries.capture(someCapture({ body: Buffer.alloc(300_000, 'x') }));
    const input = { path: file, filter: {}, nowMs: Date.now(), format: jsonLines(history) };
    await expect(exportDeliveries(history, input, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect([existsSync(file), existsSync(`${file}.partial`)]).toEqual([false, false]);
  });

  it('say which file can not be written or read', async () => {
    const history = testHistory();
    const path = join(temporaryFolder(), 'none', 'all.jsonl');
    await expect(exportAll(history, path)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining(path),
    });
    await expect(importDeliveries(history, { path, format: 'jsonl' }, signal)).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('HTTP archives', () => {
  const entry = (i: number) => ({
    startedDateTime: new Date(Date.UTC(2026, 0, 1, 0, 0, i)).toISOString(),
    time: 12,
    request: {
      method: 'POST',
      url: `https://example.com/hooks/${i}?q=1`,
      httpVersion: 'HTTP/2',
      headers: [
        { name: ':method', value: 'POST' },
        { name: 'Content-Type', value: 'application/json' },
      ],
      postData: { mimeType: 'application/json', text: `{"tricky":"]}\\"[{${i}"}` },
    },
    response: { status: 202, headers: [], content: { text: 'ok' } },
  });

  it('are read once, however often', async () => {
    const [history, file] = [testHistory(), join(temporaryFolder(), 'all.har')];
    const entries = Array.from({ length: 250 }, (_, i) => entry(i));
    writeFileSync(
      file,
      JSON.stringify({ log: { version: '1.2', pages: [], entries, comment: 'x' } }, null, 2),
    );
    expect(await importDeliveries(history, { path: file, format: 'har' }, signal)).toEqual({
      count: 250,
      skipped: 0,
    });
    expect(await importDeliveries(history, { path: file, format: 'har' }, signal)).toEqual({
      count: 0,
      skipped: 250,
    });
    const [newest] = history.deliveries.list({}, { limit: 1 }, Date.now()).items;
    expect(newest).toMatchObject({ method: 'POST', target: '/hooks/249?q=1', status: 202, durationMs: 12 });
    expect(history.deliveries.body(newest?.deliveryId ?? '').toString()).toBe('{"tricky":"]}\\"[{249"}');
  });

  it('are refused where they are none', async () => {
    const [history, file] = [testHistory(), join(temporaryFolder(), 'all.har')];
    writeFileSync(file, '{"log":{}}');
    const reading = importDeliveries(history, { path: file, format: 'har' }, signal);
    await expect(reading).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('entries'),
    });
  });

  it('are cut into their entries wherever the chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        fc.integer({ min: 1, max: 9 }),
        async (entries, size) => {
          const text = JSON.stringify({ log: { creator: '"entries"', entries, after: ['x'] } });
          async function* chunks() {
            for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
          }
          const found: unknown[] = [];
          for await (const piece of splitEntries(chunks())) found.push(JSON.parse(piece));
          expect(found).toEqual(JSON.parse(JSON.stringify(entries)));
        },
      ),
    );
  });
});
