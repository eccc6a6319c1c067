import { parentPort } from 'node:worker_threads';
import { diagnoseInTurns } from '#core/signing/diagnosis/diagnose.ts';
import { nodeCrypto } from '../node-crypto.ts';
import { type DiagnosisJob, JobMessage, type WorkerMessage } from './run-diagnosis.ts';

/** Searches run here by turns, so that one that is long keeps no other waiting, and can be stopped. */
const running = new Map<number, AbortController>();

const post = (message: WorkerMessage) => parentPort?.postMessage(message);
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

async function search(jobId: number, job: DiagnosisJob): Promise<void> {
  const abort = new AbortController();
  running.set(jobId, abort);
  const { scheme, request, secrets, ...rest } = job;
  try {
    const context = {
      ...rest,
      crypto: nodeCrypto,
      clock: () => performance.now(),
      signal: abort.signal,
      onProgress: (progress: Extract<WorkerMessage, { kind: 'progress' }>['progress']) =>
        post({ kind: 'progress', jobId, progress }),
    };
    post({ kind: 'done', jobId, diagnosis: await diagnoseInTurns(scheme, request, secrets, context, pause) });
  } catch (error) {
    post({ kind: 'failed', jobId, message: error instanceof Error ? error.message : String(error) });
  } finally {
    running.delete(jobId);
  }
}

parentPort?.on('message', (data: unknown) => {
  const message = JobMessage.parse(data);
  if (message.kind === 'stop') running.get(message.jobId)?.abort();
  else search(message.jobId, message.job);
});
