import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { doLabTask, LabTask } from './lab-task.ts';
import type { WorkerMessage } from './run-lab-task.ts';

const { task, cancelFlag } = z
  .object({ task: LabTask, cancelFlag: z.instanceof(SharedArrayBuffer) })
  .parse(workerData);
const flag = new Int32Array(cancelFlag);

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

try {
  const result = doLabTask(task, {
    onProgress: (share) => post({ kind: 'progress', share }),
    isCancelled: () => Atomics.load(flag, 0) === 1,
  });
  post({ kind: 'done', result });
} catch (error) {
  if (!(error instanceof TackleboxError)) throw error;
  post({ kind: 'failed', error: error.toReply() });
}
