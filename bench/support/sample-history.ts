import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import type { NewCapture } from '#main/engine/history/deliveries/deliveries-repo.ts';
import { firstKeyOf } from '#main/engine/history/deliveries/delivery-keys.ts';
import { newId } from '#main/engine/history/ids.ts';
import type { History } from '#main/engine/history/open-history.ts';
import { openHistory } from '#main/engine/history/open-history.ts';

/** The same numbers each time. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const onsets =
  'b c d f g h j k l m n p r s t v w y z br ch cl cr dr fl fr gl gr pl pr qu sc sh sk sl sp st str th tr'.split(
    ' ',
  );
const nuclei = 'a e i o u a e i o ai ea ee ie io oa oo ou ue y'.split(' ');
const codas = '  b ck ct d f g l ll m n nd ng nt p r rd rm rt s sh ss st t th v x'.split(' ');
const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 5,000 words of one to four syllables, with about as many different trigrams as English has. */
export function vocabulary(): string[] {
  const random = seeded(7);
  const one = (of: readonly string[]) => of[Math.floor(random() * of.length)] ?? '';
  const words = new Set<string>();
  while (words.size < 5000) {
    const syllables = 1 + Math.floor(random() * 3.5);
    const word = Array.from({ length: syllables }, () => one(onsets) + one(nuclei) + one(codas)).join('');
    if (word.length > 3 && word.length < 13) words.add(word);
  }
  return [...words];
}

export const webhookIds = Array.from(
  { length: 20 },
  (_, i) => `whk_01JD3ZK3V5T00000000000${String(i).padStart(4, '0')}`,
);
export const eventTypes = Array.from(
  { length: 40 },
  (_, i) => `thing${i % 8}.${['made', 'changed', 'paid', 'gone', 'held'][i % 5]}`,
);

/** Deliveries lie so far apart: a million are a month. */
const everyMs = 2600;
export const firstMs = Date.UTC(2026, 9, 1);

/** Deliveries of about 1 KB, made of words by their frequency and of random ids. */
export function createSamples(): (at: number) => NewCapture {
  const random = seeded(42);
  const words = vocabulary();
  const word = () => words[Math.floor(random() ** 3 * words.length)] ?? '';
  const text = (count: number) => Array.from({ length: count }, word).join(' ');
  const id = (prefix: string) =>
    prefix + Array.from({ length: 24 }, () => alphanumeric.charAt(Math.floor(random() * 62))).join('');
  return (at) => {
    const receivedAtMs = firstMs + at * everyMs;
    const eventType = eventTypes[Math.floor(random() ** 2 * eventTypes.length)] ?? '';
    const eventId = id('evt_');
    const body = Buffer.from(
      JSON.stringify({
        id: eventId,
        type: eventType,
        created: Math.floor(receivedAtMs / 1000),
        customer: { id: id('cus_'), name: text(2), email: `${word()}@${word()}.example` },
        amount: Math.floor(random() * 1_000_000),
        description: text(60),
        lines: Array.from({ length: 3 }, () => ({
          id: id('li_'),
          title: text(5),
          quantity: Math.floor(random() * 9),
        })),
      }),
    );
    const failed = random() < 0.02;
    return {
      deliveryId: newId('whd', receivedAtMs),
      webhookId: webhookIds[Math.floor(random() ** 2 * webhookIds.length)] ?? '',
      provider: random() < 0.5 ? 'stripe' : 'generic',
      method: 'POST',
      target: '/v1/hooks/whk_01JD3ZK3V5T0000000000000000',
      httpVersion: '1.1',
      rawHeaders: [
        ['Host', '127.0.0.1:4665'],
        ['User-Agent', 'Sample/1.0 (+https://example.com/webhooks)'],
        ['Content-Type', 'application/json; charset=utf-8'],
        ['Content-Length', String(body.length)],
        ['X-Signature', `t=${receivedAtMs},v1=${id('')}${id('')}`],
      ],
      body,
      remoteAddress: '127.0.0.1',
      receivedAtMs,
      contentType: 'application/json; charset=utf-8',
      eventType,
      providerDeliveryId: eventId,
      verdict: failed ? 'failed' : 'verified',
      verdictDetail: null,
      looksLike: null,
      answer: { status: failed ? 401 : 200, rawHeaders: [], body: '{"received":true}', durationMs: 0.4 },
      state: 'received',
    };
  };
}

/** Captures that commit together. */
const groupRows = 100;

export const rss = (): number => {
  globalThis.gc?.();
  return process.memoryUsage.rss();
};

/** Waits until the index has all there is. It asks the index's file: a search would look at every row that isn't in it. */
export async function untilIndexed(history: History, dataDir: string): Promise<void> {
  const newest = history.deliveries.list({}, { limit: 1 }, Date.now()).items[0];
  if (!newest) return;
  const newestKey = firstKeyOf(Date.parse(newest.receivedAt));
  const indexPath = path.join(dataDir, 'search-index.db');
  while (!existsSync(indexPath)) await new Promise((resolve) => setTimeout(resolve, 100));
  const db = new Database(indexPath, { readonly: true });
  const indexedUpTo = db.prepare<[], string>("SELECT value FROM meta WHERE name = 'indexedUpTo'").pluck();
  while (Number(indexedUpTo.get() ?? -1) < newestKey)
    await new Promise((resolve) => setTimeout(resolve, 100));
  db.close();
}

/**
 * A history of `--rows` deliveries (or BENCH_ROWS), filled by captures; in `--dir` it is kept and used again.
 */
export async function sampleHistory(defaultRows: number) {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: process.env.BENCH_ROWS ?? String(defaultRows) },
      dir: { type: 'string' },
    },
  });
  const rows = Number(values.rows);
  const dataDir = values.dir ?? mkdtempSync(path.join(process.env.BENCH_DIR ?? tmpdir(), 'tacklebox-bench-'));
  const history = openHistory({
    dataDir,
    clock: { nowMs: () => Date.now() },
    durability: 'normal',
    onBug: (error) => {
      throw error;
    },
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const idleBytes = rss();
  const sample = createSamples();
  const present = history.counts().deliveries;
  const startedMs = performance.now();
  for (let at = 0; at < rows; at += groupRows) {
    const group = Array.from({ length: Math.min(groupRows, rows - at) }, (_, i) => sample(at + i));
    if (at >= present) await Promise.all(group.map(history.deliveries.capture));
  }
  const filledMs = performance.now() - startedMs;
  await untilIndexed(history, dataDir);
  return {
    history,
    dataDir,
    rows,
    idleBytes,
    filledMs,
    indexedMs: performance.now() - startedMs,
    async close() {
      await history.close();
      if (values.dir === undefined) rmSync(dataDir, { recursive: true });
    },
  };
}

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN;

/** Milliseconds of each of `times` runs. */
export async function timed(times: number, work: (at: number) => unknown): Promise<number[]> {
  const taken: number[] = [];
  for (let at = 0; at < times; at++) {
    const before = performance.now();
    await work(at);
    taken.push(performance.now() - before);
  }
  return taken;
}

/** The same, with the CPU of all threads that each run took: what a busy machine hides less. */
export async function timedWithCpu(
  times: number,
  work: (at: number) => unknown,
): Promise<{ ms: number[]; cpuMs: number[] }> {
  const cpuMs: number[] = [];
  const ms = await timed(times, async (at) => {
    const before = process.cpuUsage();
    await work(at);
    const { user, system } = process.cpuUsage(before);
    cpuMs.push((user + system) / 1000);
  });
  return { ms, cpuMs };
}
