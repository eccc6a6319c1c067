/**
 * Latency at a steady rate: 2,000 captures of 1 KB a second come whether the ones before are answered or not, with a window
 * that is told of each, against a bare node:http server, by bursts that alternate. Latency counts from when a request was
 * due. Server and load generator have a process and a core each.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Burst, BurstResult } from './support/load-generator.ts';
import { startMeasured } from './support/measured-process.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const perSecond = 2000;
const requests = Number(process.env.BENCH_REQUESTS ?? 6000);
const connections = 50;

const support = (file: string): string => path.join(import.meta.dirname, 'support', file);
const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const dataDir = mkdtempSync(path.join(process.env.BENCH_DIR ?? tmpdir(), 'tacklebox-bench-'));
const generator = await startMeasured(support('load-generator.ts'), [], 1);
const contenders = [
  { name: 'node:http sink', server: await startMeasured(support('sink-server.ts'), ['http'], 0) },
  {
    name: 'Tacklebox, watched',
    server: await startMeasured(support('engine-server.ts'), [dataDir, 'normal', '--watched'], 0),
  },
].map((one) => ({ ...one, results: [] as (BurstResult & { cpuUs: number; allCpuUs: number })[] }));

// The first round warms up and does not count.
for (let round = 0; round <= rounds; round++) {
  for (const { name, server, results } of contenders) {
    const { url } = server.hello as { url: string };
    const before = await server.usage();
    const burst: Burst = { url, connections, requests, bodyBytes: 1024, perSecond, firstSequence: 0 };
    const result = (await generator.ask(burst)) as BurstResult;
    const after = await server.usage();
    if (result.accepted !== requests) throw new Error(`${name}: ${result.accepted} were accepted`);
    const cpuUs = ((after.mainCpuMs - before.mainCpuMs) / requests) * 1000;
    const allCpuUs = ((after.cpuMs - before.cpuMs) / requests) * 1000;
    if (round > 0) results.push({ ...result, cpuUs, allCpuUs });
  }
}
await Promise.all([generator, ...contenders.map(({ server }) => server)].map((one) => one.stop()));
rmSync(dataDir, { recursive: true });

const of = (index: number, field: 'p50Ms' | 'p99Ms' | 'cpuUs' | 'allCpuUs') =>
  median((contenders[index]?.results ?? []).map((result) => result[field]));
const ratio = (field: 'p50Ms' | 'p99Ms' | 'cpuUs') => Number((of(1, field) / of(0, field)).toFixed(3));
console.log(
  `1 KB bodies, ${perSecond}/s over ${connections} connections, medians of ${rounds} bursts of ${requests} (aim: p50 1.5, p99 3 times the sink's)`,
);
console.table(
  contenders.map(({ name }, index) => ({
    server: name,
    'p50 ms': Number(of(index, 'p50Ms').toFixed(2)),
    'p99 ms': Number(of(index, 'p99Ms').toFixed(2)),
    'CPU µs': Math.round(of(index, 'cpuUs')),
    'CPU all µs': Math.round(of(index, 'allCpuUs')),
  })),
);
console.log(
  JSON.stringify({
    bench: 'open-loop',
    ratio: ratio('p99Ms'),
    yardstick: "a bare node:http server's p99",
    ratios: { p50: ratio('p50Ms'), p99: ratio('p99Ms'), cpu: ratio('cpuUs') },
  }),
);
