import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { createWriteTurn, freeTurn, newTurnMemory } from '#main/engine/history/database/write-turn.ts';

const isTaken = (memory: SharedArrayBuffer) => Atomics.load(new Int32Array(memory), 0) === 1;

it('has one holder, until it is released', () => {
  const memory = newTurnMemory();
  const [first, second] = [createWriteTurn(memory), createWriteTurn(memory)];
  first.take();
  expect(isTaken(memory)).toBe(true);
  first.release();
  expect(isTaken(memory)).toBe(false);
  second.take();
  expect(isTaken(memory)).toBe(true);
});

it('is not ended by one who waited for it in vain', () => {
  const memory = newTurnMemory();
  const [holder, other] = [createWriteTurn(memory), createWriteTurn(memory)];
  holder.take();
  other.take();
  other.release();
  expect(isTaken(memory)).toBe(true);
  holder.release();
  expect(isTaken(memory)).toBe(false);
});

it('is free again after a thread that is no more', () => {
  const memory = newTurnMemory();
  createWriteTurn(memory).take();
  freeTurn(memory);
  expect(isTaken(memory)).toBe(false);
});

it('wakes a thread that waits for it', async () => {
  const memory = newTurnMemory();
  const turn = createWriteTurn(memory);
  turn.take();
  const file = new URL('../../../src-main/engine/history/database/write-turn.ts', import.meta.url);
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     import(workerData.file).then(({ createWriteTurn }) => {
       const turn = createWriteTurn(workerData.memory);
       parentPort.postMessage('asks');
       turn.take();
       parentPort.postMessage('has it');
     });`,
    { eval: true, workerData: { memory, file: file.href } },
  );
  expect(await once(worker, 'message')).toEqual(['asks']);
  const next = once(worker, 'message');
  turn.release();
  expect(await next).toEqual(['has it']);
  expect(isTaken(memory)).toBe(true);
  await worker.terminate();
});
