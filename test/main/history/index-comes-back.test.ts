import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type History, openHistory } from '#main/engine/history/open-history.ts';
import { someCapture, temporaryFolder, testClock } from './support.ts';

const nowMs = Date.UTC(2026, 10, 21, 10);

async function caughtUp(history: History): Promise<void> {
  const unindexed = () =>
    history.deliveries.search({ search: 'hello' }, { limit: 1 }, nowMs).then(
      (page) => page.unindexed,
      // Whoever asks while the worker dies is told that the search was cancelled.
      () => -1,
    );
  await expect.poll(unindexed, { timeout: 40_000 }).toBe(0);
}

it('finds everything again where the index file was damaged', async () => {
  const dataDir = temporaryFolder();
  const bugs: unknown[] = [];
  const onBug = (error: unknown) => bugs.push(error);
  const open = () => openHistory({ dataDir, clock: testClock(), durability: 'normal', onBug });
  const first = open();
  await Promise.all(Array.from({ length: 300 }, () => first.deliveries.capture(someCapture())));
  await caughtUp(first);
  await first.close();

  // All but the first page, by which it would be told from a sound one at once.
  const path = join(dataDir, 'search-index.db');
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(statSync(path).size - 4096, 0x5a), 0, undefined, 4096);
  closeSync(file);

  const second = open();
  onTestFinished(() => second.close());
  await second.deliveries.capture(someCapture());
  await caughtUp(second);
  const { items } = await second.deliveries.search({ search: 'hello' }, { limit: 400 }, nowMs);
  expect(items).toHaveLength(301);
}, 90_000);
