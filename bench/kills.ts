/**
 * Kills the engine with -9 under load, again and again in one folder (BENCH_KILLS, 100), at moments that fall on every
 * seam: between a commit and its answer, before, while and after the journal is settled. Afterwards the history is read:
 * what was acknowledged is there, all of it once. `ratio` is the share that was lost or doubled.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openHistory } from '#main/engine/history/open-history.ts';
import { burstBody, sequenceDigits, sequenceOf } from './support/burst-body.ts';

const kills = Number(process.env.BENCH_KILLS ?? 100);
const connections = 20;
/** Every so many of a burst's bodies is large enough for a file. */
const largeEvery = 25;
const script = path.join(import.meta.dirname, 'support', 'engine-server.ts');
const dataDir = mkdtempSync(path.join(process.env.BENCH_DIR ?? tmpdir(), 'tacklebox-bench-'));
const acknowledged = new Set<number>();
let sequence = 0;

function post(agent: Agent, url: string, body: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    request(url, { agent, method: 'POST', headers: { 'content-length': body.length } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode === 200));
      answer.on('error', () => resolve(false));
    })
      .on('error', () => resolve(false))
      .end(body);
  });
}

async function keepPosting(agent: Agent, url: string): Promise<void> {
  for (;;) {
    const number = sequence++;
    const body = burstBody(number % largeEvery === 0 ? 80_000 : 1024);
    body.write(sequenceDigits(number), 1, 'latin1');
    if (!(await post(agent, url, body))) return;
    acknowledged.add(number);
  }
}

for (let kill = 0; kill < kills; kill++) {
  const durability = kill % 2 === 0 ? 'normal' : 'full';
  const server = fork(script, [dataDir, durability], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(server, 'exit');
  const [{ url }] = (await once(server, 'message')) as [{ url: string }];
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const posting = Array.from({ length: connections }, () => keepPosting(agent, url));
  setTimeout(() => server.kill('SIGKILL'), 20 + Math.random() * 1200);
  await Promise.all([ended, ...posting]);
  agent.destroy();
}

const history = openHistory({
  dataDir,
  clock: { nowMs: () => Date.now() },
  durability: 'normal',
  onBug: (error) => console.error(error),
});
const found = new Map<number, number>();
for (const { summary } of history.deliveries.iterate({}, Date.now())) {
  const number = sequenceOf(history.deliveries.body(summary.deliveryId));
  if (number === null) throw new Error(`${summary.deliveryId} is not what was sent`);
  found.set(number, (found.get(number) ?? 0) + 1);
}
const counted = history.counts().deliveries;
await history.close();
rmSync(dataDir, { recursive: true });
const lost = [...acknowledged].filter((number) => !found.has(number)).length;
const doubled = [...found.values()].filter((times) => times > 1).length;
console.log(`${kills} kills: ${acknowledged.size} acknowledged, ${lost} lost, ${doubled} doubled`);
if (lost + doubled > 0 || counted !== found.size) process.exitCode = 1;
console.log(
  JSON.stringify({
    bench: 'kills',
    ratio: (lost + doubled) / acknowledged.size,
    kills,
    acknowledged: acknowledged.size,
    lost,
    doubled,
    counted: counted === found.size,
  }),
);
