/**
 * What a forward target that hangs costs those who are caught: latency of captures with one (the target takes the
 * connection and never answers) against captures that are forwarded nowhere, on the same engine, by bursts that
 * alternate. What is left of a difference is the row that keeps each delivery's attempt. Server and load generator have a process and a core each.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Burst, BurstResult } from './support/load-generator.ts';
import { startMeasured } from './support/measured-process.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const requests = Number(process.env.BENCH_REQUESTS ?? 500);
/** Busy senders that yet leave the engine idle in between: latency is measured, not throughput. */
const connections = 4;
const pauseMs = 5;
const bodyBytes = 1024;

const support = (file: string): string => path.join(import.meta.dirname, 'support', file);
const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const held = new Set<Socket>();
const hung = createServer((socket) => {
  held.add(socket.on('error', () => undefined).resume());
});
hung.listen(0, '127.0.0.1');
await once(hung, 'listening');
const address = hung.address();
const target = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`;

const dataDir = mkdtempSync(path.join(process.env.BENCH_DIR ?? tmpdir(), 'tacklebox-bench-'));
const server = await startMeasured(support('forwarding-server.ts'), [dataDir, target], 0);
const generator = await startMeasured(support('load-generator.ts'), [], 1);
const { url, forwardingUrl } = server.hello as { url: string; forwardingUrl: string };

/** A burst, with the answering thread's CPU a request. */
type Measured = BurstResult & { mainCpuUs: number };

let sequence = 0;
async function burst(to: string): Promise<Measured> {
  const before = await server.usage();
  const wanted: Burst = { url: to, connections, requests, bodyBytes, pauseMs, firstSequence: sequence };
  sequence += requests;
  const result = (await generator.ask(wanted)) as BurstResult;
  if (result.accepted !== requests) throw new Error(`${result.accepted} of ${requests} were accepted`);
  const after = await server.usage();
  return { ...result, mainCpuUs: ((after.mainCpuMs - before.mainCpuMs) / requests) * 1000 };
}

const contenders = [
  { name: 'forwarded nowhere', to: url, results: [] as Measured[] },
  { name: 'its target hangs', to: forwardingUrl, results: [] as Measured[] },
];
// The first round warms up, and leaves an attempt hanging.
for (let round = 0; round <= rounds; round++) {
  for (const { to, results } of contenders) {
    const result = await burst(to);
    if (round > 0) results.push(result);
  }
  if (held.size === 0) await once(hung, 'connection');
}

const of = (index: number, field: 'p50Ms' | 'p99Ms' | 'mainCpuUs') =>
  median((contenders[index]?.results ?? []).map((result) => result[field]));
console.log(
  `${connections} connections with ${pauseMs} ms between requests, ${bodyBytes} byte bodies, medians of ${rounds} bursts of ${requests}`,
);
console.table(
  contenders.map(({ name }, index) => ({
    capture: name,
    'p50 ms': Number(of(index, 'p50Ms').toFixed(2)),
    'p99 ms': Number(of(index, 'p99Ms').toFixed(2)),
    'CPU µs': Math.round(of(index, 'mainCpuUs')),
  })),
);
const ratio = (field: 'p50Ms' | 'p99Ms') => Number((of(1, field) / of(0, field)).toFixed(3));

for (const socket of held) socket.destroy();
hung.close();
await Promise.all([server.stop(), generator.stop()]);
rmSync(dataDir, { recursive: true });
console.log(
  JSON.stringify({
    bench: 'hung-forward',
    ratio: ratio('p99Ms'),
    yardstick: 'captures of an endpoint that forwards nowhere, p99',
    ratios: { p50: ratio('p50Ms'), p99: ratio('p99Ms') },
    cpuUs: { plain: Math.round(of(0, 'mainCpuUs')), hung: Math.round(of(1, 'mainCpuUs')) },
  }),
);
