import { openHistory } from '#main/engine/history/open-history.ts';
import { someCapture } from './samples.ts';

/** Run as a process of its own: holds the folder named by its argument, keeps one delivery, tells so, and waits. */
const history = openHistory({
  dataDir: process.argv[2] ?? '',
  clock: { nowMs: () => Date.now() },
  durability: 'normal',
  onBug: (error) => {
    throw error;
  },
  host: 'a test',
});
await history.deliveries.capture(someCapture());
process.send?.('kept');
setInterval(() => undefined, 60_000);
