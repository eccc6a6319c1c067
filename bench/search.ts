/**
 * Search of a long history by words, by parts of words and ids, and with filters, against a LIKE scan of the same bodies.
 * `--rows 1000000` for the full size, `--dir DIR` keeps the history.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { DeliveryFilter } from '#core/delivery/filter/delivery-filter.ts';
import {
  createSamples,
  eventTypes,
  firstMs,
  percentile,
  sampleHistory,
  seeded,
  timed,
  timedWithCpu,
  untilIndexed,
  vocabulary,
  webhookIds,
} from './support/sample-history.ts';

const runs = 100;
const sample = await sampleHistory(100_000);
const { history, rows, dataDir } = sample;
const random = seeded(5);
const words = vocabulary();
const anyWord = (): string => words[Math.floor(random() * words.length)] ?? '';
const nowMs = firstMs + rows * 2600;

function anyEventId(): string {
  const after = String((firstMs + Math.floor(random() * rows * 2600)) * 16);
  return history.deliveries.list({}, { limit: 1, after }, nowMs).items[0]?.providerDeliveryId ?? '';
}

const partOf = (text: string, length: number): string => {
  const from = Math.floor(random() * Math.max(1, text.length - length));
  return text.slice(from, from + length);
};

const since = new Date(nowMs - rows * 2600 * 0.3).toISOString();
const searches: { name: string; aimMs: number; ask: () => { search: string; filter?: DeliveryFilter } }[] = [
  { name: 'a word, any frequency', aimMs: 5, ask: () => ({ search: anyWord() }) },
  { name: 'two words', aimMs: 5, ask: () => ({ search: `${words[3]} ${anyWord()}` }) },
  { name: 'a whole id', aimMs: 150, ask: () => ({ search: anyEventId() }) },
  { name: 'part of an id (8)', aimMs: 150, ask: () => ({ search: partOf(anyEventId(), 8) }) },
  { name: 'part of a word (4)', aimMs: 150, ask: () => ({ search: partOf(`${anyWord()}ness`, 4) }) },
  { name: 'nothing to find', aimMs: 150, ask: () => ({ search: `${partOf(anyWord(), 4)}zqx` }) },
  {
    name: 'a word, an endpoint, since',
    aimMs: 300,
    ask: () => ({ search: anyWord(), filter: { webhookId: webhookIds[4], since } }),
  },
  {
    name: 'part of a word, failed verdicts',
    aimMs: 300,
    ask: () => ({ search: partOf(`${anyWord()}ness`, 4), filter: { verdict: 'failed' } }),
  },
  {
    name: 'part of an id, an event type',
    aimMs: 300,
    ask: () => ({ search: partOf(anyEventId(), 8), filter: { eventType: eventTypes[2] } }),
  },
];

const table: Record<string, unknown>[] = [];
const p95s: Record<string, number> = {};
const cpuP95s: Record<string, number> = {};
for (const { name, aimMs, ask } of searches) {
  const run = () => {
    const { search, filter } = ask();
    return history.deliveries.search({ ...filter, search }, { limit: 100 }, nowMs);
  };
  for (let i = 0; i < 5; i++) await run();
  const { ms: taken, cpuMs } = await timedWithCpu(runs, run);
  p95s[name] = Number(percentile(taken, 0.95).toFixed(2));
  cpuP95s[name] = Number(percentile(cpuMs, 0.95).toFixed(2));
  table.push({
    search: name,
    'p50 ms': Number(percentile(taken, 0.5).toFixed(2)),
    'p95 ms': p95s[name],
    'p95 CPU ms': cpuP95s[name],
    'aim at 1M': aimMs,
  });
}

const db = new Database(path.join(dataDir, 'tacklebox.db'), { readonly: true });
const scan = db.prepare<[string]>(
  'SELECT key FROM requests WHERE CAST(body AS TEXT) LIKE ? ORDER BY key DESC LIMIT 100',
);
const { ms: scans, cpuMs: scanCpuMs } = await timedWithCpu(5, () => scan.all(`%${partOf(anyEventId(), 8)}%`));
db.close();
const scanP95 = percentile(scans, 0.95);
table.push({
  search: 'yardstick: LIKE scan, part of an id',
  'p50 ms': percentile(scans, 0.5),
  'p95 ms': scanP95,
  'p95 CPU ms': percentile(scanCpuMs, 0.95),
});

/** What isn't in the index yet is looked at: a burst, then a search at once. */
const next = createSamples();
const burst = Array.from({ length: 10_000 }, (_, i) => next(rows + i));
await Promise.all(burst.map(history.deliveries.capture));
const [tail = Number.NaN] = await timed(1, () =>
  history.deliveries.search({ search: 'zzzqqq' }, { limit: 100 }, nowMs),
);
const [caughtUp = Number.NaN] = await timed(1, () => untilIndexed(history, dataDir));

const megabytes = (file: string) => Math.round(statSync(path.join(dataDir, file)).size / 1_048_576);
console.log(
  `\n${rows} deliveries, ${megabytes('tacklebox.db')} MiB; index ${megabytes('search-index.db')} MiB`,
);
console.table(table);
console.log(
  `After a burst of 10,000 a search took ${tail.toFixed(0)} ms; all were indexed ${caughtUp.toFixed(0)} ms later. Filled and indexed at ${Math.round(rows / (sample.indexedMs / 1000))}/s.`,
);
await sample.close();
const partP95 = p95s['part of an id (8)'] ?? Number.NaN;
console.log(
  JSON.stringify({
    bench: 'search',
    rows,
    ratio: Number((scanP95 / partP95).toFixed(1)),
    p95Ms: p95s,
    cpuP95Ms: cpuP95s,
  }),
);
