import { Worker } from 'node:worker_threads';
import { type ErrorReply, TackleboxError } from '#core/errors/tacklebox-error.ts';
import { simulateMany } from '#core/retry/simulation/simulate-many.ts';
import type { SimulatedMany, Simulation } from '#core/retry/simulation/simulation.ts';
import { workerFile } from '../worker-file.ts';

/** What the worker tells. */
export type WorkerMessage =
  | { kind: 'progress'; done: number }
  | { kind: 'done'; result: SimulatedMany }
  | { kind: 'failed'; error: ErrorReply };

export interface SimulationRun {
  signal: AbortSignal;
  onProgress: (done: number) => void;
}

/** Fewer than this are done before a thread has started. */
const inlineDeliveries = 1000;

/** A policy of a few attempts is over at once; one of thousands would hold up the engine even for few deliveries. */
const inlineAttempts = 20_000;

const mostAttempts = ({ policy, deliveries }: Simulation): number =>
  deliveries * (policy.maxAttempts ?? Number.POSITIVE_INFINITY);

/**
 * Simulates many deliveries, in a thread of its own where they are many, so that captures go on meanwhile. Throws
 * `cancelled` when the signal aborts, and what the simulation itself throws.
 */
export async function runSimulation(
  simulation: Simulation,
  { signal, onProgress }: SimulationRun,
): Promise<SimulatedMany> {
  if (simulation.deliveries <= inlineDeliveries && mostAttempts(simulation) <= inlineAttempts) {
    return simulateMany(simulation, { onProgress, isCancelled: () => signal.aborted });
  }
  const cancelFlag = new SharedArrayBuffer(4);
  const worker = new Worker(workerFile('simulation-worker', 'simulation/simulation-worker.ts'), {
    workerData: { simulation, cancelFlag },
  });
  const cancel = () => Atomics.store(new Int32Array(cancelFlag), 0, 1);
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await new Promise<SimulatedMany>((resolve, reject) => {
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'progress') onProgress(message.done);
        else if (message.kind === 'done') resolve(message.result);
        else
          reject(
            new TackleboxError(message.error.code, message.error.message, { details: message.error.details }),
          );
      });
      worker.once('error', reject);
      worker.once('exit', (code) =>
        reject(new Error(`The simulation's thread ended with code ${code} before its result.`)),
      );
    });
  } finally {
    signal.removeEventListener('abort', cancel);
    await worker.terminate();
  }
}
