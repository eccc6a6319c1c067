/**
 * What checking a signature costs a capture of 1 KB: the answering thread's CPU at an endpoint of GitHub's with its secret,
 * against one without, which take the same requests in bursts that alternate. Each signature is another and holds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openHistory } from '#main/engine/history/open-history.ts';
import type { Burst, BurstResult } from './support/load-generator.ts';
import { type MeasuredProcess, startMeasured } from './support/measured-process.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const requests = Number(process.env.BENCH_REQUESTS ?? 4000);
const secret = 'a secret of the benchmark';
const headers = {
  'X-GitHub-Event': 'push',
  'X-GitHub-Delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
};
const support = (file: string): string => path.join(import.meta.dirname, 'support', file);
const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

interface Contender {
  name: string;
  /** How its verdicts should read. */
  verdict: string;
  dataDir: string;
  server: MeasuredProcess;
  cpuUs: number[];
  perSecond: number[];
}

async function contender(name: string, verdict: string, endpoint: string[]): Promise<Contender> {
  const dataDir = mkdtempSync(path.join(process.env.BENCH_DIR ?? tmpdir(), 'tacklebox-bench-'));
  const server = await startMeasured(support('engine-server.ts'), [dataDir, 'normal', ...endpoint], 0);
  return { name, verdict, dataDir, server, cpuUs: [], perSecond: [] };
}

const generator = await startMeasured(support('load-generator.ts'), [], 1);
const contenders = [
  await contender('not checked', 'unverified', ['generic']),
  await contender('checked', 'verified', ['github', secret]),
];

async function measure({ server, cpuUs, perSecond }: Contender, counts: boolean): Promise<void> {
  const { url } = server.hello as { url: string };
  const before = await server.usage();
  const burst: Burst = { url, connections: 50, requests, bodyBytes: 1024, firstSequence: 0, headers, secret };
  const result = (await generator.ask(burst)) as BurstResult;
  if (result.accepted !== requests) throw new Error(`${result.accepted} of ${requests} were accepted`);
  const after = await server.usage();
  if (!counts) return;
  cpuUs.push(((after.mainCpuMs - before.mainCpuMs) / requests) * 1000);
  perSecond.push((requests / result.elapsedMs) * 1000);
}

// The first round warms up.
for (let round = 0; round <= rounds; round++) for (const one of contenders) await measure(one, round > 0);
await Promise.all([generator, ...contenders.map(({ server }) => server)].map((one) => one.stop()));

for (const { name, verdict, dataDir } of contenders) {
  const onBug = (error: unknown) => console.error(error);
  const history = openHistory({ dataDir, clock: { nowMs: () => Date.now() }, durability: 'normal', onBug });
  const { items } = history.deliveries.list({}, { limit: 1 }, Date.now());
  if (items[0]?.verdict !== verdict) throw new Error(`${name}: its verdict is ${items[0]?.verdict}`);
  await history.close();
  rmSync(dataDir, { recursive: true });
}

console.log(`1 KB bodies, 50 connections, medians of ${rounds} bursts of ${requests}`);
console.table(
  contenders.map(({ name, cpuUs, perSecond }) => ({
    signature: name,
    'requests/s': Math.round(median(perSecond)),
    'CPU µs': Number(median(cpuUs).toFixed(1)),
  })),
);
const [plain, checked] = contenders.map(({ cpuUs }) => median(cpuUs));
console.log(
  JSON.stringify({
    bench: 'signature',
    ratio: Number(((checked ?? Number.NaN) / (plain ?? Number.NaN)).toFixed(3)),
    yardstick: 'the same requests, not checked: CPU of the answering thread',
    cpuUs: { plain, checked },
  }),
);
