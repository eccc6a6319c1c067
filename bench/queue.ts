/**
 * Queue throughput: attempts per second (each kept before it is made, marked before its socket opens and written down
 * when it ends) against a bare node:http loop of the same concurrency that keeps nothing, in the same process, by rounds
 * that alternate. Like the queue, the bare loop makes a connection for each attempt; a loop that keeps its connections is
 * shown beside it. The targets have a process and a core of their own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { originConcurrency } from '#main/engine/queue/lanes.ts';
import type { Round, RoundResult } from './support/attempt-maker.ts';
import { startMeasured } from './support/measured-process.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const attempts = Number(process.env.BENCH_ATTEMPTS ?? 800);
const bodyBytes = 1024;
const ways: Round['by'][] = ['bare', 'kept alive', 'queue'];
/** One handler under development, and as many targets as fill the queue's total. */
const origins = [1, 16];

const support = (file: string): string => path.join(import.meta.dirname, 'support', file);
const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const dataDir = mkdtempSync(path.join(process.env.BENCH_DIR ?? tmpdir(), 'tacklebox-bench-'));
const sinks = await startMeasured(support('sinks-server.ts'), [String(Math.max(...origins))], 1);
const maker = await startMeasured(support('attempt-maker.ts'), [dataDir], 0);
const { urls } = sinks.hello as { urls: string[] };

interface Measure {
  perSecond: number;
  cpuUs: number;
}

async function measure(by: Round['by'], count: number): Promise<Measure> {
  const round: Round = { by, urls: urls.slice(0, count), attempts, bodyBytes };
  const { elapsedMs, cpuMs, succeeded } = (await maker.ask(round)) as RoundResult;
  if (succeeded !== attempts) throw new Error(`${by}: ${succeeded} of ${attempts} got their 200`);
  return { perSecond: (attempts / elapsedMs) * 1000, cpuUs: (cpuMs / attempts) * 1000 };
}

const ratios: Record<string, number> = {};
for (const count of origins) {
  const measures = new Map(ways.map((by) => [by, [] as Measure[]]));
  // The first round warms up and does not count.
  for (let round = 0; round <= rounds; round++) {
    for (const by of ways) {
      const measured = await measure(by, count);
      if (round > 0) measures.get(by)?.push(measured);
    }
  }
  const of = (by: Round['by'], field: keyof Measure) =>
    median((measures.get(by) ?? []).map((one) => one[field]));
  const concurrency = count * originConcurrency;
  console.log(
    `\n${count} target(s), ${concurrency} attempts at a time, ${bodyBytes} byte bodies (medians of ${rounds})`,
  );
  console.table(
    ways.map((by) => ({
      sender: by === 'queue' ? 'Tacklebox queue' : `node:http loop, ${by}`,
      'attempts/s': Math.round(of(by, 'perSecond')),
      'of the bare loop': Number((of(by, 'perSecond') / of('bare', 'perSecond')).toFixed(3)),
      'CPU µs': Math.round(of(by, 'cpuUs')),
      'CPU ratio': Number((of(by, 'cpuUs') / of('bare', 'cpuUs')).toFixed(2)),
    })),
  );
  ratios[`${concurrency} at a time`] = Number(
    (of('queue', 'perSecond') / of('bare', 'perSecond')).toFixed(3),
  );
}

await Promise.all([maker.stop(), sinks.stop()]);
rmSync(dataDir, { recursive: true });
console.log(
  JSON.stringify({
    bench: 'queue',
    ratio: ratios[`${originConcurrency} at a time`],
    yardstick: 'node:http loop of the same concurrency, a connection for each attempt',
    ratios,
    attempts,
    rounds,
  }),
);
