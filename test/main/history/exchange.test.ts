import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExportFormat, exportDeliveries } from '#main/engine/history/exchange/export-deliveries.ts';
import { importDeliveries } from '#main/engine/history/exchange/import-deliveries.ts';
import { toLine } from '#main/engine/history/exchange/json-lines.ts';
import { splitEntries } from '#main/engine/history/exchange/split-entries.ts';
import { newId } from '#main/engine/history/ids.ts';
import type { History } from '#main/engine/history/open-history.ts';
import { testEngine } from '../../support/engine.ts';
import { someCapture, someOutgoing, temporaryFolder, testHistory } from './support.ts';

const { signal } = new AbortController();

const jsonLines = (history: History): ExportFormat => ({
  before: '',
  between: '\n',
  after: '\n',
  each: (delivery) => toLine(delivery, history.deliveries.body(delivery.summary.deliveryId)),
});

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

  it('say the line that is none, and keep all others', async () => {
    const [from, to, file] = [testHistory(), testHistory(), join(temporaryFolder(), 'all.jsonl')];
    await from.deliveries.capture(someCapture());
    await exportAll(from, file);
    const good = readFileSync(file, 'utf8');
    const changed = (change: object) => `${JSON.stringify({ ...JSON.parse(good), ...change })}\n`;
    const other = good.replaceAll(/whd_\w+/g, 'whd_01K00000000000000000000000');
    const bad = [
      '{"format":"tacklebox-delivery-1"}\n',
      changed({ receivedAtMs: 9e15 }),
      changed({ receivedAtMs: -9e15 }),
      'no JSON\n',
    ];
    writeFileSync(file, `${good}${bad.join('')}${other}`);
    const reading = importDeliveries(to, { path: file, format: 'jsonl' }, signal);
    await expect(reading).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/line 2: .*3 more can't be read.*2 new/),
      details: { count: 2, unreadable: 4 },
    });
    expect(to.counts().deliveries).toBe(2);
    expect(to.deliveries.list({}, { limit: 10 }, Date.now()).items).toHaveLength(2);
    expect((await exportAll(to, file)).count).toBe(2);
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

/** Anything that a request can be on the wire, as HTTP's grammar has it and as senders bend it. */
const targets = fc.oneof(
  fc.constantFrom(
    '/a/../b/./c?x=/../y',
    '/a#b?c#d',
    'http://other.example/abs/../path?q#f',
    '*',
    '/%2e%2E/%zz?%',
    '//double//slash',
    '/[{}]|"<>^`\\\\',
    '/\xe9\xff?\xfc',
    '?only=query',
    'http://[',
  ),
  fc.string({
    unit: fc.integer({ min: 0x21, max: 0xff }).map((code) => String.fromCharCode(code)),
    minLength: 1,
  }),
);
const headerText = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
});
const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  fc
    .constantFrom('\u2028\u2029\u0085\r\n\n', '\uFEFF{"a":1}', '\u0000', '"\\u2028"')
    .map((text) => Buffer.from(text)),
);
const requests = fc.record({
  method: fc.stringMatching(/^[A-Z]{1,8}$/),
  target: targets,
  httpVersion: fc.constantFrom('1.0', '1.1'),
  rawHeaders: fc.array(
    fc.tuple(
      fc.stringMatching(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,12}$/),
      headerText.map((text) => text.trim()),
    ),
    { maxLength: 4 },
  ),
  body: bodies,
});

describe('ten thousand random requests', () => {
  for (const format of ['jsonl', 'har'] as const) {
    it(`come back from ${format} with every byte of target, headers and body`, async () => {
      const given = fc.sample(requests, 10_000);
      const { client, engine, dataDir } = await testEngine({ listen: false });
      const receivedAtMs = Date.UTC(2026, 10, 21);
      await Promise.all(
        given.map((request, at) =>
          engine.parts.history.deliveries.capture(
            someCapture({
              ...request,
              receivedAtMs: receivedAtMs + at,
              deliveryId: newId('whd', receivedAtMs + at),
            }),
          ),
        ),
      );
      const path = join(dataDir, `out.${format}`);
      expect(await client.deliveries.export({ file: engine.parts.files.grant(path), format })).toMatchObject({
        count: given.length,
      });
      const other = testHistory();
      expect(await importDeliveries(other, { path, format }, signal)).toEqual({
        count: given.length,
        skipped: 0,
      });
      let at = 0;
      for (const { summary, rawHeaders, httpVersion } of other.deliveries.iterate({}, Date.now())) {
        const { method, target } = summary;
        const body = other.deliveries.body(summary.deliveryId);
        const back = { method, target, httpVersion, rawHeaders, body };
        if (!isDeepStrictEqual(back, given[at])) expect(back).toEqual(given[at]);
        at += 1;
      }
      expect(at).toBe(given.length);
    }, 120_000);
  }
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
