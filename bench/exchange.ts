/**
 * Export and import of a history as JSON lines, in deliveries a second and in CPU, against parsing and printing the same
 * lines and nothing else. `--rows` for another size, `--dir DIR` keeps the history.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportDeliveries } from '#main/engine/history/exchange/export-deliveries.ts';
import { importDeliveries } from '#main/engine/history/exchange/import-deliveries.ts';
import { toLine } from '#main/engine/history/exchange/json-lines.ts';
import { openHistory } from '#main/engine/history/open-history.ts';
import { sampleHistory } from './support/sample-history.ts';

const sample = await sampleHistory(20_000);
const { history, rows } = sample;
const dir = mkdtempSync(path.join(process.env.BENCH_DIR ?? tmpdir(), 'tacklebox-bench-'));
const file = path.join(dir, 'all.jsonl');
const { signal } = new AbortController();

interface Measure {
  elapsedMs: number;
  /** Of this thread, which is the engine's; the index is filled beside it. */
  cpuMs: number;
}

async function measured(work: () => unknown): Promise<Measure> {
  const startedAt = performance.now();
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return { elapsedMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
}

const exported = await measured(async () => {
  const { count } = await exportDeliveries(
    history,
    {
      path: file,
      filter: {},
      nowMs: Date.now(),
      format: {
        before: '',
        between: '\n',
        after: '\n',
        each: (delivery) => toLine(delivery, history.deliveries.body(delivery.summary.deliveryId)),
      },
    },
    signal,
  );
  if (count < rows) throw new Error(`${count} of ${rows} were exported`);
});
await sample.close();

const bare = await measured(() => {
  for (const line of readFileSync(file, 'utf8').split('\n'))
    if (line !== '') JSON.stringify(JSON.parse(line));
});

const other = openHistory({
  dataDir: path.join(dir, 'data'),
  clock: { nowMs: () => Date.now() },
  durability: 'normal',
  onBug: (error) => {
    throw error;
  },
});
const imported = await measured(async () => {
  const { count } = await importDeliveries(other, { path: file, format: 'jsonl' }, signal);
  if (count < rows) throw new Error(`${count} of ${rows} were imported`);
});
await other.close();
rmSync(dir, { recursive: true });

const measures = { 'JSON.parse and stringify': bare, export: exported, import: imported };
const perSecond = ({ elapsedMs }: Measure) => Math.round((rows / elapsedMs) * 1000);
const cpuUs = ({ cpuMs }: Measure) => Math.round((cpuMs / rows) * 1000);
console.log(`${rows} deliveries of about 1 KB (aim 10,000/s each)`);
console.table(
  Object.entries(measures).map(([what, measure]) => ({
    what,
    'deliveries/s': perSecond(measure),
    'CPU µs': cpuUs(measure),
  })),
);
console.log(
  JSON.stringify({
    bench: 'exchange',
    ratio: Number((cpuUs(imported) / cpuUs(bare)).toFixed(2)),
    yardstick: 'JSON.parse and JSON.stringify of the same lines, CPU',
    rows,
    perSecond: { export: perSecond(exported), import: perSecond(imported) },
    cpuUs: { bare: cpuUs(bare), export: cpuUs(exported), import: cpuUs(imported) },
  }),
);
