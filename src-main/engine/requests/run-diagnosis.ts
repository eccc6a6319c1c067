import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { RawHeaders } from '#core/http/headers.ts';
import type { DiagnosisProgress } from '#core/signing/diagnosis/diagnose.ts';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import type { Diagnosis } from '#core/signing/verify/verdict.ts';
import { workerFile } from '../worker-file.ts';

/** A failed check with all that is known about it. */
export const DiagnosisJob = z.object({
  scheme: Scheme,
  request: z.object({
    method: z.string(),
    url: z.string(),
    rawHeaders: RawHeaders,
    body: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  secrets: z.array(z.string()),
  nowMs: z.number(),
  otherSecrets: z.array(z.object({ label: z.string(), secret: z.string() })),
  otherSchemes: z.array(z.object({ label: z.string(), scheme: Scheme })),
  isCaught: z.boolean(),
  budgetMs: z.number(),
});
export type DiagnosisJob = z.infer<typeof DiagnosisJob>;

/** What the worker is told. */
export const JobMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begin'), jobId: z.number(), job: DiagnosisJob }),
  z.object({ kind: z.literal('stop'), jobId: z.number() }),
]);
export type JobMessage = z.infer<typeof JobMessage>;

/** What the worker tells. */
export type WorkerMessage =
  | { kind: 'progress'; jobId: number; progress: DiagnosisProgress }
  | { kind: 'done'; jobId: number; diagnosis: Diagnosis }
  | { kind: 'failed'; jobId: number; message: string };

interface Waiting {
  resolve: (diagnosis: Diagnosis) => void;
  reject: (error: Error) => void;
  onProgress: (progress: DiagnosisProgress) => void;
}

/** One thread for all searches: they take turns in it. It ends some time after the last. */
interface Thread {
  worker: Worker;
  waiting: Map<number, Waiting>;
  idle: NodeJS.Timeout | undefined;
}

let thread: Thread | null = null;
let lastJobId = 0;
const idleMs = 30_000;

function begin(): Thread {
  const worker = new Worker(workerFile('diagnosis-worker', 'requests/diagnosis-worker.ts'));
  const made: Thread = { worker, waiting: new Map(), idle: undefined };
  worker.unref();
  worker.on('message', (message: WorkerMessage) => {
    const job = made.waiting.get(message.jobId);
    if (message.kind === 'progress') job?.onProgress(message.progress);
    else {
      made.waiting.delete(message.jobId);
      if (message.kind === 'done') job?.resolve(message.diagnosis);
      else job?.reject(new Error(message.message));
    }
  });
  const end = (error: Error) => {
    if (thread === made) thread = null;
    for (const job of made.waiting.values()) job.reject(error);
    made.waiting.clear();
  };
  worker.once('error', end);
  worker.once('exit', (code) => end(new Error(`The thread that searches mistakes ended with code ${code}.`)));
  return made;
}

/** Searches why a check failed, in a thread of its own, so that captures go on meanwhile. An aborted search answers with what it has. */
export async function runDiagnosis(
  job: DiagnosisJob,
  { signal, onProgress }: { signal: AbortSignal | undefined; onProgress: Waiting['onProgress'] },
): Promise<Diagnosis> {
  thread ??= begin();
  const mine = thread;
  clearTimeout(mine.idle);
  mine.worker.ref();
  const jobId = ++lastJobId;
  const tell = (message: JobMessage) => mine.worker.postMessage(message);
  const stop = () => tell({ kind: 'stop', jobId });
  try {
    return await new Promise<Diagnosis>((resolve, reject) => {
      mine.waiting.set(jobId, { resolve, reject, onProgress });
      tell({ kind: 'begin', jobId, job });
      if (signal?.aborted) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    if (mine.waiting.size === 0) {
      mine.worker.unref();
      mine.idle = setTimeout(() => {
        if (thread === mine) thread = null;
        mine.worker.terminate();
      }, idleMs).unref();
    }
  }
}
