import { openQueueEngine } from './queue-engine.ts';

/**
 * A process of its own that sends without end and is killed at any moment. It prints the id of each delivery once that is
 * kept: from then on it must not be lost.
 */
const [dataDir = '', url = '', batch = '10'] = process.argv.slice(2);
const { send, queue } = openQueueEngine(dataDir);
queue.start();

function more(): void {
  for (let i = 0; i < Number(batch); i++) {
    const { deliveryId } = send(
      { url, timeoutMs: 2000 },
      {
        policy: {
          maxAttempts: null,
          horizonMs: 3_600_000,
          schedule: { kind: 'list', waitsMs: [1], repeatLast: true },
        },
      },
    );
    process.stdout.write(`${deliveryId}\n`);
  }
  setTimeout(more, 5);
}
more();
