import { memberSeed, SeededRandom } from '#core/numbers/seeded-random.ts';
import { EndpointSwitch } from '#core/retry/endpoint-switch.ts';
import { compileScenario } from '#core/retry/simulation/compile.ts';
import { EventHeap } from '#core/retry/simulation/event-heap.ts';
import { simulateMany } from '#core/retry/simulation/simulate-many.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';
import { Tally } from '#core/retry/simulation/tally.ts';

/**
 * One million deliveries with up to eight attempts each. Yardstick: the same attempts through one typed 8-ary heap in the same
 * run, with the same chances and the same accounting and nothing else done to them. `independent` shares nothing and needs no
 * heap; `coupled` puts all in one order, for a receiver and a sender with bounds. Times are of the processor, not of the clock:
 * what else the machine does counts as little as it can.
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

/** Moves each delivery's event on eight times, drawing its waits and counting as a simulation does. */
function heapAndAccounting(): void {
  const heap = new EventHeap(deliveries);
  const { outcomes } = compileScenario(independent.policy, independent.scenario, independent.receiver);
  const endsAfterMs = outcomes[0]?.played.endsAfterMs ?? 0;
  const tally = new Tally(outcomes);
  const chance = new SeededRandom(0);
  const states = new Int32Array(deliveries);
  const seen = new Uint8Array(deliveries);
  const bornMs = (item: number) => (item / deliveries) * 3_600_000;
  for (let item = 0; item < deliveries; item++) {
    states[item] = memberSeed(1, item);
    tally.arrived(bornMs(item));
    heap.push(bornMs(item), item);
  }
  while (heap.size > 0) {
    const item = heap.nextItem;
    const endMs = heap.nextMs + endsAfterMs;
    const count = (seen[item] ?? 0) + 1;
    seen[item] = count;
    tally.attempt(heap.nextMs, 0);
    if (count === attempts) {
      tally.ended(endMs, { arrivalMs: bornMs(item), attempts: count, success: false, events: 1 });
      heap.pop();
    } else {
      chance.state = states[item] ?? 0;
      const waitMs = chance.next() * 5000 * 3 ** (count - 1);
      states[item] = chance.state;
      heap.replaceRoot(endMs + waitMs, item);
    }
  }
  tally.read(new EndpointSwitch(independent.policy));
}

function timeMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const times = { heap: [] as number[], independent: [] as number[], coupled: [] as number[] };
for (let round = 0; round < rounds; round++) {
  times.heap.push(timeMs(heapAndAccounting));
  times.independent.push(timeMs(() => simulateMany(independent)));
  times.coupled.push(timeMs(() => simulateMany(coupled)));
}
const heapMs = median(times.heap);
const rows = Object.entries(times).map(([name, values]) => ({
  run: name,
  'median CPU ms': Math.round(median(values)),
  'attempts per second': Math.round((deliveries * attempts) / (median(values) / 1000)),
  'of the heap': (median(values) / heapMs).toFixed(2),
}));
console.table(rows);
console.log(
  JSON.stringify({
    bench: 'simulate',
    ratio: median(times.coupled) / heapMs,
    yardstick: 'typed 8-ary heap with the same chances and accounting, CPU time',
    coupledMs: median(times.coupled),
    independentMs: median(times.independent),
    heapMs,
    deliveries,
    attempts,
  }),
);
