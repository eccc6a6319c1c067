import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { busyTimeoutMs } from '../database/database-file.ts';
import { createTallies } from '../database/tallies.ts';
import { checkpointIfLong } from '../database/write-ahead-log.ts';
import { yieldToOthers } from '../database/yield-to-others.ts';
import { createBodyStore } from '../deliveries/body-store.ts';
import { createFinder } from './find.ts';
import { createIndexBatch } from './index-batch.ts';
import { createIndexReader, openSearchIndex } from './index-file.ts';
import { createSearchPage } from './search-page.ts';
import { type FromWorker, sharedSlots, ToWorker, WorkerStart } from './worker-protocol.ts';

/**
 * The index worker: a thread beside the engine's that fills the search index after the commits, answers searches, and
 * checkpoints the write-ahead log, so that the engine's thread does none of it. It writes nothing to the history.
 */

/** While captures trickle in, batches gather for so long. What isn't indexed by then is found all the same. */
const gatherMs = 100;

/** Before each row a batch steps back for so long, this often at most, while captures wait for their commit. */
const stepBackMs = 1;
const stepsBack = 3;

function run(port: MessagePort, start: WorkerStart): void {
  yieldToOthers();
  const shared = new Int32Array(start.shared);
  const history = new Database(start.historyPath, { timeout: busyTimeoutMs });
  const index = openSearchIndex(start.indexPath, start.historyId, start.anew);
  const bodies = createBodyStore(start.bodiesDir, () => false);
  const reader = createIndexReader(index.db, history);
  const finder = createFinder({
    db: history,
    bodies,
    tallies: createTallies(history),
    index: () => reader,
  });
  const search = createSearchPage(history, finder, () => reader, bodies);
  const batch = createIndexBatch(history, index, bodies, stepBack);
  const neverNotified = new Int32Array(new SharedArrayBuffer(4));
  const closing = new AbortController();
  let wake = (): void => undefined;

  const post = (message: FromWorker): void => port.postMessage(message);

  function stepBack(): void {
    for (let i = 0; i < stepsBack && Atomics.load(shared, sharedSlots.waiting) > 0; i++) {
      Atomics.wait(neverNotified, 0, 0, stepBackMs);
    }
  }

  async function sleep(): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    Atomics.store(shared, sharedSlots.awake, 0);
    // What was committed between the last batch and falling asleep woke nobody.
    if (batch().rows === 0 && !closing.signal.aborted) await woken;
    Atomics.store(shared, sharedSlots.awake, 1);
  }

  async function work(): Promise<void> {
    let logEntry = index.progress().logEntry;
    while (!closing.signal.aborted) {
      const done = batch();
      checkpointIfLong(history);
      if (done.logEntry > logEntry) post({ type: 'indexed', logEntry: done.logEntry });
      logEntry = done.logEntry;
      if (done.more) await nextTurn();
      else if (done.rows > 0)
        await delay(gatherMs, undefined, { signal: closing.signal }).catch(() => undefined);
      else await sleep();
    }
    index.db.close();
    history.close();
    port.close();
  }

  function answer({ id, question, cancelled }: Extract<ToWorker, { type: 'search' }>): void {
    const flag = new Int32Array(cancelled);
    try {
      post({ type: 'found', id, page: search(question, () => Atomics.load(flag, 0) === 1) });
    } catch (error) {
      if (!(error instanceof TackleboxError)) throw error;
      post({
        type: 'failed',
        id,
        error: { code: error.code, message: error.message, details: error.details },
      });
    }
  }

  port.on('message', (raw: unknown) => {
    const message = ToWorker.parse(raw);
    if (closing.signal.aborted) return;
    if (message.type === 'search') answer(message);
    if (message.type === 'close') closing.abort();
    wake();
  });
  post({ type: 'ready' });
  // A failure of the loop must reach the engine as the thread's own error.
  work().catch((error: unknown) => {
    process.nextTick(() => {
      throw error;
    });
  });
}

if (parentPort) run(parentPort, WorkerStart.parse(workerData));
