import { newId } from '#main/engine/history/ids.ts';
import { openHistory } from '#main/engine/history/open-history.ts';
import { numberedBody, someCapture } from './samples.ts';

/**
 * Run as a process of its own: captures without end into the folder named by its argument, small bodies and large ones,
 * and tells each number when it is kept. Its parent kills it. Arguments: folder, first number, durability, and whether
 * captures go through the journal (`arrive`) or not (`capture`).
 */
const [dataDir = '', first = '0', durability, way = 'capture'] = process.argv.slice(2);
const history = openHistory({
  dataDir,
  clock: { nowMs: () => Date.now() },
  durability: durability === 'full' ? 'full' : 'normal',
  onBug: (error) => {
    throw error;
  },
});

async function captureOne(number: number): Promise<void> {
  const receivedAtMs = Date.now();
  const capture = someCapture({
    deliveryId: newId('whd', receivedAtMs),
    receivedAtMs,
    body: numberedBody(number),
  });
  await (way === 'arrive' ? history.deliveries.arrive(capture) : history.deliveries.capture(capture));
  process.send?.(number);
}

for (let number = Number(first); ; number += 20) {
  await Promise.all(Array.from({ length: 20 }, (_, i) => captureOne(number + i)));
}
