/**
 * An engine with its API in a process of its own, which watches its thread from inside while others flood it. Argument: the
 * data folder. Messages: `begin` starts a measurement, `end` answers with it.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createEngine } from '#main/engine/create-engine.ts';
import { startHttpTransport } from '#main/transports/http.ts';
import type { FloodMeasure, FloodReady } from './flooded-engine.ts';

const [dataDir = ''] = process.argv.slice(2);
const token = 'flood-token';
const engine = await createEngine({
  host: 'serve',
  version: '0.0.0',
  dataDir,
  receiverPort: 0,
  onBug: (error, where) => bugs.push(`${where}: ${error instanceof Error ? error.stack : error}`),
});
const transport = await startHttpTransport({
  engine,
  host: '127.0.0.1',
  port: 0,
  token,
  allowedHosts: [],
  interfaceDir: dataDir,
});

const bugs: string[] = [];
const delays = monitorEventLoopDelay({ resolution: 2 });
const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** The most of this thread's own time that passed between two turns of its loop: how long a turn was, whatever else ran. */
let longestTurnMs = 0;
let before = cpuMs();
let startedMs = before;
setInterval(() => {
  const now = cpuMs();
  longestTurnMs = Math.max(longestTurnMs, now - before);
  before = now;
}, 1);

const tell = (message: FloodReady | FloodMeasure): void => void process.send?.(message);

process.on('message', (message) => {
  if (message === 'begin') {
    delays.reset();
    delays.enable();
    before = cpuMs();
    startedMs = before;
    longestTurnMs = 0;
  }
  if (message === 'end') {
    tell({
      kind: 'measure',
      longestTurnMs,
      cpuMs: cpuMs() - startedMs,
      longestDelayMs: delays.max / 1e6,
      bugs,
    });
  }
});
process.once(
  'disconnect',
  () => void Promise.all([transport.close(), engine.close()]).then(() => process.exit()),
);
tell({ kind: 'ready', api: transport.url, receiver: engine.parts.receiver.status().url ?? '', token });
