import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#core/numbers/seeded-random.ts';
import { EventQueue } from '#core/retry/simulation/event-queue.ts';

/** The order by a list that is searched through. */
class Plain {
  private events: { atMs: number; item: number }[] = [];

  push(atMs: number, item: number): void {
    this.events.push({ atMs, item });
  }

  take(): { atMs: number; item: number } | undefined {
    const [first] = this.events.toSorted((a, b) => a.atMs - b.atMs || a.item - b.item);
    this.events = this.events.filter((event) => event !== first);
    return first;
  }
}

const waits = fc.oneof(
  fc.constant(0),
  fc.nat(5),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1e5, noNaN: true }),
  fc.double({ min: 0, max: 3e10, noNaN: true }),
);

test('gives events by time, then by delivery, whatever the spans between them', () => {
  fc.assert(
    fc.property(
      fc.array(waits, { minLength: 1, maxLength: 40 }),
      fc.array(fc.tuple(waits, fc.constantFrom('replace', 'pop', 'pop and push')), { maxLength: 150 }),
      (starts, steps) => {
        const queue = new EventQueue(starts.length);
        const plain = new Plain();
        starts.forEach((atMs, item) => {
          queue.push(atMs, item);
          plain.push(atMs, item);
        });
        for (const [waitMs, how] of steps) {
          const next = plain.take();
          expect({ atMs: queue.nextMs, item: queue.nextItem }).toEqual(
            next ?? { atMs: Number.POSITIVE_INFINITY, item: queue.nextItem },
          );
          if (!next) return;
          const atMs = next.atMs + waitMs;
          if (how === 'replace') queue.replaceRoot(atMs, next.item);
          else queue.pop();
          if (how === 'pop and push') queue.push(atMs, next.item);
          if (how !== 'pop') plain.push(atMs, next.item);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('divides what comes close together, and keeps the order of 30,000 events over years and within a millisecond', () => {
  const random = seededRandom(4);
  const count = 30_000;
  const queue = new EventQueue(count);
  const expected: [number, number][] = [];
  for (let item = 0; item < count; item++) {
    const spanMs = [0.5, 1000, 3_600_000, 31_536_000_000][item % 4] ?? 1;
    const atMs = item % 4 === 0 ? 5000 + random() * spanMs : random() * spanMs;
    queue.push(atMs, item);
    expected.push([atMs, item]);
  }
  expected.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (const [atMs, item] of expected) {
    if (queue.nextMs !== atMs || queue.nextItem !== item)
      expect([queue.nextMs, queue.nextItem]).toEqual([atMs, item]);
    queue.pop();
  }
  expect(queue.nextMs).toBe(Number.POSITIVE_INFINITY);
});

test('holds any number of events of the same moment', () => {
  const queue = new EventQueue(5000);
  for (let item = 4999; item >= 0; item--) queue.push(7_000_000, item);
  for (let item = 0; item < 5000; item++) {
    if (queue.nextItem !== item) expect(queue.nextItem).toBe(item);
    queue.pop();
  }
  expect(queue.nextMs).toBe(Number.POSITIVE_INFINITY);
});
