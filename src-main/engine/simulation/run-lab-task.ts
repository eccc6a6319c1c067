import { Worker } from 'node:worker_threads';
import { type ErrorReply, TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { Simulation } from '#core/retry/simulation/simulation.ts';
import { workerFile } from '../worker-file.ts';
import { doLabTask, type LabResults, type LabTask } from './lab-task.ts';
import { createPlaces } from './places.ts';

/** What the worker tells. */
export type WorkerMessage =
  | { kind: 'progress'; share: number }
  | { kind: 'done'; result: LabResults[LabTask['kind']] }
  | { kind: 'failed'; error: ErrorReply };

export interface LabRun {
  signal: AbortSignal;
  /** Told now and then how much is done, from 0 to 1. */
  onProgress: (share: number) => void;
}

/** Fewer than this are done before a thread has started. */
const inlineDeliveries = 1000;

/** A policy of a few attempts is over at once; one of thousands would hold up the engine even for few deliveries. */
const inlineAttempts = 20_000;

/**
 * Runs at a time: each takes a processor, and up to 200 MB where a million deliveries share a receiver. The others wait, and
 * hold no more than their input meanwhile.
 */
const places = createPlaces(2);

const isSmall = ({ policy, deliveries }: Simulation): boolean =>
  deliveries <= inlineDeliveries &&
  deliveries * (policy.maxAttempts ?? Number.POSITIVE_INFINITY) <= inlineAttempts;

const cancelled = () => new TackleboxError('cancelled', 'The run was cancelled.');

async function inThread(task: LabTask, { signal, onProgress }: LabRun): Promise<LabResults[LabTask['kind']]> {
  const cancelFlag = new SharedArrayBuffer(4);
  const worker = new Worker(workerFile('simulation-worker', 'simulation/simulation-worker.ts'), {
    workerData: { task, cancelFlag },
  });
  const cancel = () => Atomics.store(new Int32Array(cancelFlag), 0, 1);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await new Promise<LabResults[LabTask['kind']]>((resolve, reject) => {
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'progress') onProgress(message.share);
        else if (message.kind === 'done') resolve(message.result);
        else
          reject(
            new TackleboxError(message.error.code, message.error.message, { details: message.error.details }),
          );
      });
      worker.once('error', reject);
      worker.once('exit', (code) =>
        reject(new Error(`The thread of a ${task.kind} run ended with code ${code} before its result.`)),
      );
    });
  } finally {
    signal.removeEventListener('abort', cancel);
    await worker.terminate();
  }
}

/**
 * Does work of the retry lab, in a thread of its own unless it is small, so that captures go on meanwhile. Throws `cancelled`
 * when the signal aborts, also while it waits its turn, and what the work itself throws.
 */
export async function runLabTask<Kind extends LabTask['kind']>(
  task: Extract<LabTask, { kind: Kind }>,
  run: LabRun,
): Promise<LabResults[Kind]> {
  const { signal, onProgress } = run;
  const given: LabTask = task;
  if (given.kind === 'simulate' && isSmall(given.simulation))
    return doLabTask(given, { onProgress, isCancelled: () => signal.aborted }) as LabResults[Kind];
  const giveBack = await places.take(signal).catch(() => {
    throw cancelled();
  });
  try {
    return (await inThread(task, run)) as LabResults[Kind];
  } finally {
    giveBack();
  }
}
