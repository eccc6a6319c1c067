import { Worker } from 'node:worker_threads';
import { workerFile } from '../../worker-file.ts';
import { freeTurn } from '../database/write-turn.ts';
import { FromSettleWorker, type SettleStart, slots } from './settle-protocol.ts';

/** The engine's end of the settling worker, which begins when it is first woken and comes back after any failure. */
export interface SettleClient {
  isRunning(): boolean;
  /** Something was committed. */
  wake(): void;
  /** How many captures wait for their commit; the worker gives way to them. */
  setWaiting(count: number): void;
  /** How much is kept and not settled yet. */
  setHeld(rows: number, bytes: number): void;
  /** Whether somebody is told of every capture, and so wants them soon. */
  setWatched(watched: boolean): void;
  /** Whether somebody waits for the worker, who then gathers nothing and gives no way. */
  setUrgent(urgent: boolean): void;
  close(): Promise<void>;
}

/** A worker that ended by itself is not started again before. */
const restartMs = 1000;

/** While captures come without a pause they gather for so long, so that a burst has the machine to itself. */
const gatherMs = 4000;
/** The same while a window shows them. */
const watchedGatherMs = 40;

/**
 * No more than this gathers, which whoever reads meanwhile has to wait for: a fraction of a second to settle, and the log
 * as long as it may be at rest.
 */
const mostRows = 8192;
const mostBytes = 67_108_864;

/** A worker that doesn't end by then is ended. */
const closeMs = 5000;

export function startSettleWorker(
  start: Omit<SettleStart, 'numbers'>,
  on: {
    settled: (upTo: number) => void;
    damaged: () => void;
    /** It ended without being closed. */
    gone: () => void;
    bug: (error: unknown) => void;
  },
): SettleClient {
  const shared = new SharedArrayBuffer(slots.count * Int32Array.BYTES_PER_ELEMENT);
  const numbers = new Int32Array(shared);
  Atomics.store(numbers, slots.gatherMs, gatherMs);
  let worker: Worker | null = null;
  let notBefore = 0;

  function begin(): void {
    if (performance.now() < notBefore) return;
    const made = new Worker(workerFile('settle-worker', 'history/journal/settle-worker.ts'), {
      workerData: { ...start, numbers: shared } satisfies SettleStart,
    });
    // The engine closes it; a host that ends without closing must not hang on it.
    made.unref();
    made.on('error', on.bug);
    made.on('message', (raw: unknown) => {
      const message = FromSettleWorker.parse(raw);
      if (message.type === 'settled') on.settled(message.upTo);
      else if (message.type === 'damaged') on.damaged();
      else on.bug(new Error(message.message));
    });
    made.once('exit', () => {
      worker = null;
      freeTurn(start.turn);
      notBefore = performance.now() + restartMs;
      if (Atomics.load(numbers, slots.closing) === 0) on.gone();
    });
    worker = made;
  }

  function set(slot: number, value: number): void {
    Atomics.store(numbers, slot, value);
    Atomics.notify(numbers, slot);
  }

  return {
    isRunning: () => worker !== null,
    wake() {
      if (!worker) begin();
      Atomics.add(numbers, slots.commits, 1);
      Atomics.notify(numbers, slots.commits);
    },
    setWaiting(count) {
      Atomics.store(numbers, slots.waiting, count);
      if (count === 0) Atomics.notify(numbers, slots.waiting);
    },
    setHeld(rows, bytes) {
      Atomics.store(numbers, slots.full, rows >= mostRows || bytes >= mostBytes ? 1 : 0);
    },
    setWatched: (watched) => set(slots.gatherMs, watched ? watchedGatherMs : gatherMs),
    setUrgent: (urgent) => set(slots.urgent, urgent ? 1 : 0),
    async close() {
      if (!worker) return;
      const ending = worker;
      const ended = new Promise((resolve) => ending.once('exit', resolve));
      ending.ref();
      set(slots.closing, 1);
      // Whatever it sleeps on.
      set(slots.waiting, 0);
      set(slots.urgent, 1);
      Atomics.add(numbers, slots.commits, 1);
      Atomics.notify(numbers, slots.commits);
      const patience = setTimeout(() => void ending.terminate(), closeMs);
      await ended;
      clearTimeout(patience);
    },
  };
}
