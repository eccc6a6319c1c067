import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createDamagedRows } from '../damaged/damaged-rows.ts';
import { openForWorker } from '../database/database-file.ts';
import { checkpointIfLong } from '../database/write-ahead-log.ts';
import { createWriteTurn } from '../database/write-turn.ts';
import { createWriter } from '../database/writer.ts';
import { createBodyStore } from '../deliveries/body-store.ts';
import { type FromSettleWorker, SettleStart, slots } from './settle-protocol.ts';
import { createSettler } from './settler.ts';

/**
 * The settling worker: a thread beside the engine's that moves what lies in the journal into the history, after the
 * answers. SQLite has one writer at a time, so its transactions are short, and begin when no capture waits for its own.
 * Its priority is the usual one: who holds what others wait for must not be the last to run.
 */

/** Rows a transaction moves, in one or two milliseconds: fewer cost more each. */
const batchRows = 64;

/** No commit for so long is a pause, in which captures need not gather any longer. */
const pauseMs = 20;

/** How long a transaction gives way to captures that wait. */
const stepBackMs = 5;

/** After a failure that is nobody's fault here (a full disk), before the next try. */
const retryMs = 500;

/** How long it sleeps where nothing wakes it. */
const idleMs = 60_000;

function run(port: MessagePort, start: SettleStart): void {
  const numbers = new Int32Array(start.numbers);
  const db = openForWorker(start.historyPath);
  const post = (message: FromSettleWorker): void => port.postMessage(message);
  const writer = createWriter(db, { turn: createWriteTurn(start.turn) });
  const bodies = createBodyStore(start.bodiesDir, () => false);
  const onBug = (error: unknown) => post({ type: 'bug', message: String(error) });
  const damaged = createDamagedRows({ db, writer, bodies, nowMs: Date.now, onBug });
  damaged.onChange(() => post({ type: 'damaged' }));
  const settler = createSettler({
    db,
    writer,
    bodies,
    setAside: damaged.setAside,
    onBug,
    beforeMoving: giveWay,
  });

  const isSet = (slot: number): boolean => Atomics.load(numbers, slot) !== 0;

  /** Sleeps while captures come, so that a burst has the machine to itself; not for longer than they may gather. */
  function gather(): void {
    const until = performance.now() + Atomics.load(numbers, slots.gatherMs);
    for (let seen = -1; performance.now() < until && !isSet(slots.urgent) && !isSet(slots.full); ) {
      const commits = Atomics.load(numbers, slots.commits);
      if (commits === seen) return;
      seen = commits;
      Atomics.wait(numbers, slots.urgent, 0, pauseMs);
    }
  }

  /** Lets captures commit that wait for it: else one transaction after the other would keep them waiting. */
  function giveWay(): void {
    const waiting = Atomics.load(numbers, slots.waiting);
    if (waiting > 0) Atomics.wait(numbers, slots.waiting, waiting, stepBackMs);
  }

  /** Moves a batch; answers whether to go on at once. */
  function step(): boolean {
    try {
      const { upTo, more } = settler.settle(batchRows);
      if (upTo !== null) post({ type: 'settled', upTo });
      return more;
    } catch (error) {
      post({ type: 'bug', message: String(error) });
      Atomics.wait(numbers, slots.closing, 0, retryMs);
      return false;
    }
  }

  while (!isSet(slots.closing)) {
    const commits = Atomics.load(numbers, slots.commits);
    while (step() && !isSet(slots.closing));
    checkpointIfLong(db);
    Atomics.wait(numbers, slots.commits, commits, idleMs);
    gather();
  }
  db.close();
}

if (parentPort) run(parentPort, SettleStart.parse(workerData));
