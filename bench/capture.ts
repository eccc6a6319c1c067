/**
 * Capture throughput: the engine (each request committed before its 200) against servers that keep nothing, in the same
 * run, by bursts that alternate between them. Server and load generator have a process and a core each. Afterwards the
 * history is read back: every acknowledged body is there once, byte for byte.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openHistory } from '#main/engine/history/open-history.ts';
import { sequenceOf } from './support/burst-body.ts';
import type { Burst, BurstResult } from './support/load-generator.ts';
import { type MeasuredProcess, startMeasured } from './support/measured-process.ts';

const connections = 50;
/** What a server that does nothing may use in 50 ms. */
const quietCpuMs = 5;
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);

/** Only these sizes, as `1 KB,1 MB`. */
const wanted = process.env.BENCH_SIZES?.split(',');
/** Requests of one burst by body size. The first burst warms up and does not count. */
const sizes = [
  { name: '1 KB', bodyBytes: 1024, requests: 6000, aim: 0.5 },
  { name: '32 KB', bodyBytes: 32_768, requests: 2000, aim: 0.33 },
  { name: '1 MB', bodyBytes: 1_048_576, requests: 150, aim: 0.25 },
].filter(({ name }) => wanted?.includes(name) ?? true);

interface Contender {
  name: string;
  url: string;
  process: MeasuredProcess;
}

interface Measure {
  perSecond: number;
  cpuMs: number;
  mainCpuMs: number;
  p50Ms: number;
  p99Ms: number;
}

const support = (file: string): string => path.join(import.meta.dirname, 'support', file);
const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function contender(name: string, script: string, args: string[]): Promise<Contender> {
  const started = await startMeasured(support(script), args, 0);
  return { name, url: (started.hello as { url: string }).url, process: started };
}

const dataDirs = new Map<string, string>();

async function engine(name: string, durability: string): Promise<Contender> {
  const dataDir = mkdtempSync(path.join(process.env.BENCH_DIR ?? tmpdir(), 'tacklebox-bench-'));
  dataDirs.set(name, dataDir);
  return contender(name, 'engine-server.ts', [dataDir, durability]);
}

const generator = await startMeasured(support('load-generator.ts'), [], 1);
let sequence = 0;
const acknowledged = new Map<string, { count: number; sum: number }>();

async function measure(
  { name, url, process: server }: Contender,
  bodyBytes: number,
  requests: number,
): Promise<Measure> {
  const before = await server.usage();
  const burst: Burst = { url, connections, requests, bodyBytes, firstSequence: sequence };
  const result = (await generator.ask(burst)) as BurstResult;
  const after = await server.usage();
  if (result.accepted !== requests)
    throw new Error(`${name}: ${result.accepted} of ${requests} were accepted`);
  const { count, sum } = acknowledged.get(name) ?? { count: 0, sum: 0 };
  const burstSum = requests * sequence + (requests * (requests - 1)) / 2;
  acknowledged.set(name, { count: count + requests, sum: sum + burstSum });
  sequence += requests;
  return {
    perSecond: (requests / result.elapsedMs) * 1000,
    cpuMs: (after.cpuMs - before.cpuMs) / requests,
    mainCpuMs: (after.mainCpuMs - before.mainCpuMs) / requests,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
  };
}

/** Throws unless the history has all that was acknowledged, once and unchanged. */
async function checkKept(name: string, dataDir: string): Promise<void> {
  const clock = { nowMs: () => Date.now() };
  const onBug = (error: unknown) => console.error(error);
  const history = openHistory({ dataDir, clock, durability: 'normal', onBug });
  let count = 0;
  let sum = 0;
  for (const { summary } of history.deliveries.iterate({}, Date.now())) {
    const found = sequenceOf(history.deliveries.body(summary.deliveryId));
    if (found === null) throw new Error(`${name}: ${summary.deliveryId} is not what was sent`);
    count += 1;
    sum += found;
  }
  await history.close();
  const sent = acknowledged.get(name);
  if (count !== sent?.count || sum !== sent.sum)
    throw new Error(`${name}: kept ${count}, acknowledged ${sent?.count}`);
}

const contenders = [
  await contender('node:http sink', 'sink-server.ts', ['http']),
  await contender('Fastify sink', 'sink-server.ts', ['fastify']),
  await engine('Tacklebox', 'normal'),
  await engine('Tacklebox, durability full', 'full'),
];

/** Microseconds of the answering thread a request: what a busy machine can't hide. */
const cpuUs: Record<string, number> = {};

/** Workers that still settle and index one server's burst must not be in the way of another's. */
async function untilQuiet(): Promise<void> {
  for (const { process: server } of contenders) {
    for (let before = Number.NEGATIVE_INFINITY; ; ) {
      const { cpuMs } = await server.usage();
      if (cpuMs - before < quietCpuMs) break;
      before = cpuMs;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const ratios: Record<string, number> = {};
for (const { name: size, bodyBytes, requests, aim } of sizes) {
  const measures = new Map(contenders.map(({ name }) => [name, [] as Measure[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const one of contenders) {
      await untilQuiet();
      const measured = await measure(one, bodyBytes, requests);
      if (round > 0) measures.get(one.name)?.push(measured);
    }
  }
  const of = (name: string, field: keyof Measure) =>
    median((measures.get(name) ?? []).map((one) => one[field]));
  const sink = of('node:http sink', 'perSecond');
  console.log(
    `\n${size} bodies, ${connections} connections, ${rounds} bursts of ${requests} each (medians; aim ${aim} of the sink)`,
  );
  console.table(
    contenders.map(({ name }) => ({
      server: name,
      'requests/s': Math.round(of(name, 'perSecond')),
      ratio: Number((of(name, 'perSecond') / sink).toFixed(3)),
      // Of the answering thread; "all" adds the workers, as far as they came in that time.
      'CPU µs': Math.round(of(name, 'mainCpuMs') * 1000),
      'CPU ratio': Number((of(name, 'mainCpuMs') / of('node:http sink', 'mainCpuMs')).toFixed(2)),
      'CPU all µs': Math.round(of(name, 'cpuMs') * 1000),
      'p50 ms': Number(of(name, 'p50Ms').toFixed(2)),
      'p99 ms': Number(of(name, 'p99Ms').toFixed(2)),
    })),
  );
  ratios[size] = of('Tacklebox', 'perSecond') / sink;
  for (const { name } of contenders) cpuUs[`${size}, ${name}`] = Math.round(of(name, 'mainCpuMs') * 1000);
  ratios[`${size} full`] = of('Tacklebox, durability full', 'perSecond') / sink;
}

await Promise.all([generator, ...contenders.map(({ process: server }) => server)].map((one) => one.stop()));
for (const [name, dataDir] of dataDirs) {
  await checkKept(name, dataDir);
  rmSync(dataDir, { recursive: true });
}
console.log('Every acknowledged body was found in the history, once and unchanged.');
const rounded = Object.fromEntries(
  Object.entries(ratios).map(([name, ratio]) => [name, Number(ratio.toFixed(3))]),
);
console.log(JSON.stringify({ bench: 'capture', ratio: rounded['1 KB'], ratios: rounded, cpuUs }));
