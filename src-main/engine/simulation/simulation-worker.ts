import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { simulateMany } from '#core/retry/simulation/simulate-many.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';
import type { WorkerMessage } from './run-simulation.ts';

const { simulation, cancelFlag } = z
  .object({ simulation: Simulation, cancelFlag: z.instanceof(SharedArrayBuffer) })
  .parse(workerData);
const flag = new Int32Array(cancelFlag);

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

try {
  const result = simulateMany(simulation, {
    onProgress: (done) => post({ kind: 'progress', done }),
    isCancelled: () => Atomics.load(flag, 0) === 1,
  });
  post({ kind: 'done', result });
} catch (error) {
  if (!(error instanceof TackleboxError)) throw error;
  post({ kind: 'failed', error: error.toReply() });
}
