import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { seededRandom } from '#core/numbers/seeded-random.ts';
import { type Answering, countingServer } from '../../support/counting-server.ts';
import { openQueueEngine } from '../../support/queue-engine.ts';
import { testDir } from '../../support/temp-dir.ts';

const child = fileURLToPath(new URL('../../support/queue-child.ts', import.meta.url));

/** Runs the child until the target has got so many more requests, then kills it without warning. */
async function runAndKill(dataDir: string, url: string, until: () => Promise<void>): Promise<string[]> {
  const kept: string[] = [];
  const running = spawn(process.execPath, [child, dataDir, url], { stdio: ['ignore', 'pipe', 'pipe'] });
  const problems: string[] = [];
  running.stderr.on('data', (chunk: Buffer) => problems.push(chunk.toString()));
  createInterface({ input: running.stdout }).on('line', (line) => kept.push(line));
  const exited = once(running, 'exit');
  await Promise.race([until(), exited.then(() => Promise.reject(new Error(problems.join(''))))]);
  running.kill('SIGKILL');
  await exited;
  return kept;
}

it('loses no delivery and makes no attempt unseen, however often it is killed', {
  timeout: 120_000,
}, async () => {
  const random = seededRandom(20_261_121);
  let healthy = false;
  const answer: Answering = (_request, response) => {
    const draw = healthy ? 1 : random();
    if (draw < 0.2) response.socket?.resetAndDestroy();
    else if (draw < 0.4) response.writeHead(503).end();
    else if (draw < 0.5) setTimeout(() => response.end(), 20);
    else response.end();
  };
  const server = await countingServer(answer);
  onTestFinished(server.close);
  const dataDir = await testDir('crash');
  const kept = new Set<string>();
  for (let round = 0; round < 8; round++) {
    const until = server.received.length + 5 + Math.floor(random() * 120);
    for (const id of await runAndKill(dataDir, server.url, () => server.receivedAtLeast(until))) kept.add(id);
  }

  healthy = true;
  const engine = openQueueEngine(dataDir);
  onTestFinished(engine.close);
  const { history } = engine.parts;
  engine.queue.start();
  const all = [...history.deliveries.iterate({}, Date.now())].map(({ summary }) => summary.deliveryId);
  for (const id of all) await engine.settled(id, 'succeeded');

  expect(all).toEqual(expect.arrayContaining([...kept]));
  expect(kept.size).toBeGreaterThan(50);
  let cutOff = 0;
  for (const id of all) {
    const attempts = history.attempts.of(id);
    const interrupted = attempts.filter(
      ({ outcome }) => outcome?.kind === 'failed' && outcome.code === 'interrupted',
    );
    cutOff += interrupted.length;
    // Each request that arrived is an attempt on record, and only an interrupted one may not have arrived.
    const arrived = server.received.filter((request) => request.header('x-delivery') === id).length;
    expect(arrived).toBeGreaterThanOrEqual(attempts.length - interrupted.length);
    expect(arrived).toBeLessThanOrEqual(attempts.length);
    expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, index) => index + 1));
    expect(attempts.filter(({ state }) => state === 'succeeded')).toHaveLength(1);
  }
  expect(cutOff).toBeGreaterThan(0);
  expect(engine.bugs).toEqual([]);
});
