import { Worker } from 'node:worker_threads';
import { type ErrorCode, errorCatalog } from '#core/errors/catalog.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { workerFile } from '../../worker-file.ts';
import type { SearchPage, SearchQuestion } from './search-page.ts';
import { FromWorker, sharedSlots, type ToWorker, type WorkerStart } from './worker-protocol.ts';

/** The engine's end of the index worker. */
export interface IndexClient {
  /** Something was committed. Costs nothing while the worker is at work. */
  wake(): void;
  /** How many captures wait for their commit; the worker steps back while there are any. */
  setWaiting(count: number): void;
  /** Undefined where the worker is gone: the engine's thread has to search by itself. */
  search(question: SearchQuestion, signal?: AbortSignal): Promise<SearchPage> | undefined;
  close(): Promise<void>;
}

interface Asked {
  resolve(page: SearchPage): void;
  reject(error: unknown): void;
  cancelled: Int32Array;
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCatalog, code);

export function startIndexWorker(
  start: Omit<WorkerStart, 'shared'>,
  on: {
    ready: () => void;
    /** Entries of the log up to this one are done with. */
    indexed: (logEntry: number) => void;
    bug: (error: unknown) => void;
    /** It ended without being closed. */
    gone: () => void;
  },
): IndexClient {
  const shared = new SharedArrayBuffer(sharedSlots.count * Int32Array.BYTES_PER_ELEMENT);
  const numbers = new Int32Array(shared);
  Atomics.store(numbers, sharedSlots.awake, 1);
  const worker = new Worker(workerFile('index-worker', 'history/search/index-worker.ts'), {
    workerData: { ...start, shared },
  });
  // The engine closes it; a host that ends without closing must not hang on it.
  worker.unref();
  const asked = new Map<number, Asked>();
  let lastId = 0;
  let alive = true;
  let closing = false;
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      alive = false;
      for (const { reject } of asked.values())
        reject(new TackleboxError('cancelled', 'The search was cancelled.'));
      asked.clear();
      resolve();
      if (!closing) on.gone();
    });
  });
  worker.on('error', on.bug);

  const post = (message: ToWorker): void => worker.postMessage(message);

  function settle(id: number): Asked | undefined {
    const question = asked.get(id);
    asked.delete(id);
    return question;
  }

  worker.on('message', (raw: unknown) => {
    const message = FromWorker.parse(raw);
    if (message.type === 'ready') on.ready();
    if (message.type === 'indexed') on.indexed(message.logEntry);
    if (message.type === 'found') settle(message.id)?.resolve(message.page);
    if (message.type === 'failed') {
      const { code, message: text, details } = message.error;
      settle(message.id)?.reject(
        new TackleboxError(isErrorCode(code) ? code : 'internal', text, { details }),
      );
    }
  });

  function ask(question: SearchQuestion, signal?: AbortSignal): Promise<SearchPage> {
    const cancelled = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const flag = new Int32Array(cancelled);
    lastId += 1;
    const id = lastId;
    const abort = (): void => {
      Atomics.store(flag, 0, 1);
      settle(id)?.reject(new TackleboxError('cancelled', 'The search was cancelled.'));
    };
    return new Promise<SearchPage>((resolve, reject) => {
      asked.set(id, { resolve, reject, cancelled: flag });
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener('abort', abort, { once: true });
      post({ type: 'search', id, question, cancelled });
    }).finally(() => signal?.removeEventListener('abort', abort));
  }

  return {
    wake() {
      if (alive && Atomics.load(numbers, sharedSlots.awake) === 0) post({ type: 'wake' });
    },
    setWaiting(count) {
      Atomics.store(numbers, sharedSlots.waiting, count);
    },
    search: (question, signal) => (alive ? ask(question, signal) : undefined),
    close() {
      closing = true;
      for (const { cancelled } of asked.values()) Atomics.store(cancelled, 0, 1);
      worker.ref();
      if (alive) post({ type: 'close' });
      return ended;
    },
  };
}
