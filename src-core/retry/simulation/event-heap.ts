/**
 * A priority queue of (time, delivery) in typed arrays: an 8-ary heap, where `replaceRoot` does a pop and a push in one
 * sift, since most events of a simulation beget their successor. Ties go to the smaller delivery, so that a run is the
 * same every time.
 */
export class EventHeap {
  private times: Float64Array;
  private items: Uint32Array;
  size = 0;

  constructor(capacity: number) {
    this.times = new Float64Array(Math.max(8, capacity));
    this.items = new Uint32Array(Math.max(8, capacity));
  }

  /** Time of the earliest event; Infinity when empty. */
  get nextMs(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : (this.times[0] ?? Number.POSITIVE_INFINITY);
  }

  get nextItem(): number {
    return this.items[0] ?? 0;
  }

  push(atMs: number, item: number): void {
    if (this.size === this.times.length) this.grow();
    let hole = this.size++;
    const { times, items } = this;
    while (hole > 0) {
      const parent = (hole - 1) >> 3;
      const parentMs = times[parent] as number;
      if (parentMs < atMs || (parentMs === atMs && (items[parent] as number) <= item)) break;
      times[hole] = parentMs;
      items[hole] = items[parent] as number;
      hole = parent;
    }
    times[hole] = atMs;
    items[hole] = item;
  }

  replaceRoot(atMs: number, item: number): void {
    this.sink(atMs, item);
  }

  pop(): void {
    const last = --this.size;
    if (last > 0) this.sink(this.times[last] as number, this.items[last] as number);
  }

  private sink(atMs: number, item: number): void {
    const { times, items, size } = this;
    let hole = 0;
    for (;;) {
      const first = (hole << 3) + 1;
      if (first >= size) break;
      const end = Math.min(first + 8, size);
      let least = first;
      let leastMs = times[first] as number;
      for (let child = first + 1; child < end; child++) {
        const childMs = times[child] as number;
        if (
          childMs < leastMs ||
          (childMs === leastMs && (items[child] as number) < (items[least] as number))
        ) {
          least = child;
          leastMs = childMs;
        }
      }
      if (leastMs > atMs || (leastMs === atMs && (items[least] as number) >= item)) break;
      times[hole] = leastMs;
      items[hole] = items[least] as number;
      hole = least;
    }
    times[hole] = atMs;
    items[hole] = item;
  }

  private grow(): void {
    const times = new Float64Array(this.times.length * 2);
    times.set(this.times);
    this.times = times;
    const items = new Uint32Array(this.items.length * 2);
    items.set(this.items);
    this.items = items;
  }
}
