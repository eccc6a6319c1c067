/**
 * Lists of a long history: any page of 100 by key, with and without filters, against the same pages by OFFSET in the same
 * file. And what the engine's memory makes of it. `--rows 1000000` for the full size, `--dir DIR` keeps the history.
 */
import path from 'node:path';
import Database from 'better-sqlite3';
import type { DeliveryFilter } from '#core/delivery/filter/delivery-filter.ts';
import { firstKeyOf } from '#main/engine/history/deliveries/delivery-keys.ts';
import {
  eventTypes,
  firstMs,
  percentile,
  rss,
  sampleHistory,
  seeded,
  timed,
  timedWithCpu,
  webhookIds,
} from './support/sample-history.ts';

const pages = 300;
const pageRows = 100;

const sample = await sampleHistory(200_000);
const { history, rows, dataDir } = sample;
const random = seeded(3);
const lastMs = Date.parse(history.deliveries.list({}, { limit: 1 }, 0).items[0]?.receivedAt ?? '');
const anywhere = (): string => String(firstKeyOf(firstMs + Math.floor(random() * (lastMs - firstMs))));

const filters: [string, DeliveryFilter][] = [
  ['all', {}],
  ['an endpoint', { webhookId: webhookIds[0] }],
  ['a rare endpoint', { webhookId: webhookIds[19] }],
  ['failed verdicts (2 %)', { verdict: 'failed' }],
  ['an event type', { eventType: eventTypes[3] }],
  ['4xx', { status: '4xx' }],
  ['an endpoint, failed', { webhookId: webhookIds[0], verdict: 'failed' }],
  ['a provider, an event type', { provider: 'stripe', eventType: eventTypes[30] }],
];

const table: Record<string, unknown>[] = [];
let pageP95 = 0;
for (const [name, filter] of filters) {
  const list = () => history.deliveries.list(filter, { limit: pageRows, after: anywhere() }, 0);
  for (let i = 0; i < 20; i++) list();
  const { ms: taken, cpuMs } = await timedWithCpu(pages, list);
  if (name === 'all') pageP95 = percentile(taken, 0.95);
  table.push({
    'page of 100': name,
    'p50 ms': Number(percentile(taken, 0.5).toFixed(3)),
    'p95 ms': Number(percentile(taken, 0.95).toFixed(3)),
    'p50 CPU ms': Number(percentile(cpuMs, 0.5).toFixed(3)),
  });
}

const db = new Database(path.join(dataDir, 'tacklebox.db'), { readonly: true });
const byOffset = db.prepare<[number, number]>('SELECT * FROM deliveries ORDER BY key DESC LIMIT ? OFFSET ?');
const { ms: offsets, cpuMs: offsetCpuMs } = await timedWithCpu(30, () =>
  byOffset.all(pageRows, Math.floor(random() * rows)),
);
db.close();
const offsetP95 = percentile(offsets, 0.95);
table.push({
  'page of 100': 'yardstick: OFFSET',
  'p50 ms': Number(percentile(offsets, 0.5).toFixed(3)),
  'p95 ms': Number(offsetP95.toFixed(3)),
  'p50 CPU ms': Number(percentile(offsetCpuMs, 0.5).toFixed(3)),
});

const counts = await timed(100, () => history.counts());
table.push({
  'page of 100': '(counts)',
  'p50 ms': percentile(counts, 0.5),
  'p95 ms': percentile(counts, 0.95),
});

const megabytes = (bytes: number) => Math.round(bytes / 1_048_576);
const memory = rss();
console.log(
  `\n${rows} deliveries, ${megabytes(history.counts().databaseBytes)} MiB; pages anywhere in the list`,
);
console.table(table);
console.log(
  `Memory: ${megabytes(sample.idleBytes)} MiB idle, ${megabytes(memory)} MiB after (${(memory / sample.idleBytes).toFixed(2)} times; aim 2.2). Filled at ${Math.round(rows / (sample.filledMs / 1000))}/s.`,
);
await sample.close();
console.log(
  JSON.stringify({
    bench: 'history',
    rows,
    ratio: Number((pageP95 / offsetP95).toFixed(4)),
    pageP95Ms: Number(pageP95.toFixed(3)),
    memoryRatio: Number((memory / sample.idleBytes).toFixed(2)),
  }),
);
