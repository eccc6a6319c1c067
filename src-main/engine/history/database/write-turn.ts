/**
 * Whose turn it is to write, among the threads of one engine. SQLite has one writer at a time, and lets whoever comes
 * second sleep for a while and look again, up to a tenth of a second at a time; here they are woken when it is their turn.
 */
export interface WriteTurn {
  /** Returns when the turn is this thread's, or when it was waited for in vain: then SQLite decides. */
  take(): void;
  /** Ends this thread's turn, where it has it. */
  release(): void;
}

/** For a connection that writes alone. */
export const alwaysOurs: WriteTurn = { take: () => undefined, release: () => undefined };

const free = 0;
const taken = 1;

/** Transactions take a few milliseconds; a thread that was held up for longer must not hold up the others. */
const longestWaitMs = 200;

/** What the threads share. */
export const newTurnMemory = (): SharedArrayBuffer => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);

export function createWriteTurn(memory: SharedArrayBuffer): WriteTurn {
  const state = new Int32Array(memory);
  let isOurs = false;
  const tryTake = (): boolean => Atomics.compareExchange(state, 0, free, taken) === free;
  return {
    take() {
      isOurs = tryTake();
      for (const until = performance.now() + longestWaitMs; !isOurs; isOurs = tryTake()) {
        const restMs = until - performance.now();
        if (restMs <= 0) return;
        Atomics.wait(state, 0, taken, restMs);
      }
    },
    release() {
      if (!isOurs) return;
      isOurs = false;
      Atomics.store(state, 0, free);
      Atomics.notify(state, 0, 1);
    },
  };
}

/** Ends the turn of a thread that is no more. */
export function freeTurn(memory: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(memory), 0, free);
  Atomics.notify(new Int32Array(memory), 0);
}
