/**
 * Makes attempts to targets as fast as they go: through the engine's queue, and by bare loops of the same concurrency.
 * Argument: data folder. Told what to do by messages; answers how long it took.
 */
import { Agent, request } from 'node:http';
import { createContractClient } from '#core/contract/client.ts';
import { createEngine } from '#main/engine/create-engine.ts';
import { originConcurrency } from '#main/engine/queue/lanes.ts';

export interface Round {
  by: 'queue' | 'bare' | 'kept alive';
  urls: string[];
  attempts: number;
  bodyBytes: number;
}

export interface RoundResult {
  elapsedMs: number;
  /** Of all threads. */
  cpuMs: number;
  /** Attempts that got their 200. */
  succeeded: number;
}

const engine = await createEngine({
  host: 'serve',
  version: '0',
  dataDir: process.argv[2] ?? '',
  receiverPort: 0,
  listen: false,
});
const { queue, history } = engine.parts;
const client = createContractClient((name, input) => engine.dispatch(name, input));

function urlOf({ urls }: Round, index: number): string {
  return urls[index % urls.length] ?? '';
}

const bodyOf = ({ bodyBytes }: Round): string => JSON.stringify({ pad: 'x'.repeat(bodyBytes - 10) });

/** Queues all while paused, so that what is measured begins with the first attempt. */
async function throughQueue(round: Round): Promise<RoundResult> {
  queue.pause();
  const before = history.counts().deliveries;
  const body = bodyOf(round);
  const attemptIds: string[] = [];
  for (let index = 0; index < round.attempts; index++) {
    const { attemptList } = await client.deliveries.send({
      body,
      headers: { 'content-type': 'application/json' },
      target: { url: urlOf(round, index) },
      wait: false,
    });
    for (const { attemptId } of attemptList) attemptIds.push(attemptId);
  }
  const kept = history.counts().deliveries - before;
  if (kept !== round.attempts) throw new Error(`${kept} of ${round.attempts} were queued`);
  const ended = Promise.all(attemptIds.map((attemptId) => queue.ended(attemptId)));
  const taken = stopwatch();
  queue.resume();
  const attempts = await ended;
  return { ...taken(), succeeded: attempts.filter(({ state }) => state === 'succeeded').length };
}

function stopwatch(): () => Pick<RoundResult, 'elapsedMs' | 'cpuMs'> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { elapsedMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
  };
}

function post(url: string, body: string, agent: Agent | false): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const outgoing = request(url, { method: 'POST', headers, agent }, (incoming) => {
      incoming.resume();
      incoming.on('end', () => resolve(incoming.statusCode === 200));
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** As many loops as the queue has attempts at a time, each over its target. */
async function byLoops(round: Round, agent: Agent | false): Promise<RoundResult> {
  const body = bodyOf(round);
  let begun = 0;
  let succeeded = 0;
  const loop = async (url: string) => {
    while (begun < round.attempts) {
      begun += 1;
      if (await post(url, body, agent)) succeeded += 1;
    }
  };
  const taken = stopwatch();
  await Promise.all(
    Array.from({ length: round.urls.length * originConcurrency }, (_, index) => loop(urlOf(round, index))),
  );
  const measured = taken();
  if (agent) agent.destroy();
  return { ...measured, succeeded };
}

function run(round: Round): Promise<RoundResult> {
  if (round.by === 'queue') return throughQueue(round);
  return byLoops(round, round.by === 'bare' ? false : new Agent({ keepAlive: true }));
}

process.on('message', (message: Round | 'stop') => {
  if (message === 'stop') void engine.close().then(() => process.exit(0));
  else void run(message).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(1));
process.send?.('ready');
