import { seededRandom } from '#core/numbers/seeded-random.ts';
import { EventHeap } from '#core/retry/simulation/event-heap.ts';
import { simulateMany } from '#core/retry/simulation/simulate-many.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';

/**
 * One million deliveries with up to eight attempts each. Yardstick: the same number of events through a bare typed-array
 * heap in the same run, with nothing else done to them. `independent` shares nothing and needs no heap; `coupled` sends all
 * through one, for a receiver and a sender with bounds.
 */
const deliveries = Number(process.env.BENCH_DELIVERIES ?? 1_000_000);
const attempts = 8;
const rounds = 3;

const alwaysDown = {
  policy: {
    maxAttempts: attempts,
    schedule: { kind: 'exponential', baseMs: 5000, factor: 3 },
    jitter: { kind: 'full' },
  },
  scenario: { otherwise: { do: 'respond', status: 503 } },
  deliveries,
  arrivals: { overMs: 3_600_000 },
};
const independent = Simulation.parse(alwaysDown);
const coupled = Simulation.parse({
  ...alwaysDown,
  receiver: { latencyMs: 50, concurrency: 100_000, perSecond: 100_000 },
  sender: { concurrency: 100_000, breaker: { failures: 4_000_000_000, openMs: 1 } },
});

/** Fills a heap with all deliveries and moves each event on eight times, as a simulation without any content would. */
function bareHeap(): void {
  const heap = new EventHeap(deliveries);
  const random = seededRandom(1);
  const seen = new Uint8Array(deliveries);
  for (let item = 0; item < deliveries; item++) heap.push((item / deliveries) * 3_600_000, item);
  while (heap.size > 0) {
    const item = heap.nextItem;
    const count = (seen[item] ?? 0) + 1;
    seen[item] = count;
    if (count === attempts) heap.pop();
    else heap.replaceRoot(heap.nextMs + random() * 5000 * 3 ** count, item);
  }
}

function timeMs(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const times = { heap: [] as number[], independent: [] as number[], coupled: [] as number[] };
for (let round = 0; round < rounds; round++) {
  times.heap.push(timeMs(bareHeap));
  times.independent.push(timeMs(() => simulateMany(independent)));
  times.coupled.push(timeMs(() => simulateMany(coupled)));
}
const heapMs = median(times.heap);
const rows = Object.entries(times).map(([name, values]) => ({
  run: name,
  'median ms': Math.round(median(values)),
  'attempts per second': Math.round((deliveries * attempts) / (median(values) / 1000)),
  'of the bare heap': (median(values) / heapMs).toFixed(2),
}));
console.table(rows);
console.log(
  JSON.stringify({
    bench: 'simulate',
    ratio: median(times.coupled) / heapMs,
    yardstick: 'bare typed 8-ary heap, same events',
    coupledMs: median(times.coupled),
    independentMs: median(times.independent),
    heapMs,
    deliveries,
    attempts,
  }),
);
