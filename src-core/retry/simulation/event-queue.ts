import { EventHeap } from './event-heap.ts';

const buckets = 4096;

/** A bucket with more events than this is divided again, so that the heap of what comes next stays in the processor's cache. */
const mostInHeap = 1024;

/** Narrower buckets than this are not divided: what is in them happens at the same time. */
const leastWidthMs = 2 ** -10;

/**
 * A stretch of time in buckets of equal width. Widths are powers of two and beginnings multiples of them, so that the sums that
 * say which bucket a time falls into are exact.
 */
class Rung {
  readonly widthMs: number;
  private readonly perMs: number;
  /** The number of the first bucket, counted from time 0. */
  private readonly first: number;
  /** The event that came last into each; -1: none. */
  readonly heads = new Int32Array(buckets).fill(-1);
  readonly counts = new Int32Array(buckets);
  /** The next bucket to be taken. */
  at = 0;

  constructor(widthMs: number, first: number) {
    this.widthMs = widthMs;
    this.perMs = 1 / widthMs;
    this.first = first;
  }

  /** Past the last one where the time lies behind the rung. */
  bucketOf(atMs: number): number {
    return Math.floor(atMs * this.perMs) - this.first;
  }

  endMs(bucket: number): number {
    return (this.first + bucket + 1) * this.widthMs;
  }

  /** The same stretch as one of the buckets, divided. */
  divide(bucket: number): Rung {
    return new Rung(this.widthMs / buckets, (this.first + bucket) * buckets);
  }
}

/**
 * A priority queue of (time, delivery) for times that only go forward, where each delivery has at most one event: what comes next
 * is in a small heap, all else lies unsorted in buckets of time (a ladder queue). A million deliveries in one heap would miss the
 * processor's cache at every step. Ties go to the smaller delivery, as in the heap.
 */
export class EventQueue {
  private readonly near = new EventHeap(2 * mostInHeap);
  /** What comes before this is in the heap. */
  private nearEndMs = 0;
  /** The innermost last: it divides the bucket that the one before it has taken last. */
  private readonly rungs: Rung[] = [];
  /** Behind the outermost rung. */
  private farHead = -1;
  private farLeastMs = Number.POSITIVE_INFINITY;
  private farMostMs = Number.NEGATIVE_INFINITY;
  /**
   * Of each delivery's event its time, then the delivery whose event lies below it in its bucket (-1: none), side by side so
   * that one look into memory brings both.
   */
  private readonly events: Float64Array;

  constructor(deliveries: number) {
    this.events = new Float64Array(2 * deliveries);
  }

  /** Time of the earliest event; Infinity when empty. */
  get nextMs(): number {
    return this.near.nextMs;
  }

  get nextItem(): number {
    return this.near.nextItem;
  }

  push(atMs: number, item: number): void {
    if (atMs < this.nearEndMs) {
      this.near.push(atMs, item);
      return;
    }
    this.file(atMs, item);
    if (this.near.size === 0) this.refill();
  }

  replaceRoot(atMs: number, item: number): void {
    if (atMs < this.nearEndMs) {
      this.near.replaceRoot(atMs, item);
      return;
    }
    this.file(atMs, item);
    this.pop();
  }

  pop(): void {
    this.near.pop();
    if (this.near.size === 0) this.refill();
  }

  private file(atMs: number, item: number): void {
    this.events[2 * item] = atMs;
    for (let depth = this.rungs.length - 1; depth >= 0; depth--) {
      const rung = this.rungs[depth] as Rung;
      const bucket = rung.bucketOf(atMs);
      if (bucket < buckets) {
        this.put(rung, bucket, item);
        return;
      }
    }
    this.events[2 * item + 1] = this.farHead;
    this.farHead = item;
    if (atMs < this.farLeastMs) this.farLeastMs = atMs;
    if (atMs > this.farMostMs) this.farMostMs = atMs;
  }

  private put(rung: Rung, bucket: number, item: number): void {
    this.events[2 * item + 1] = rung.heads[bucket] as number;
    rung.heads[bucket] = item;
    rung.counts[bucket] = (rung.counts[bucket] as number) + 1;
  }

  /** Lays the events of a list into the buckets of a rung. */
  private spread(head: number, rung: Rung): void {
    for (let item = head; item !== -1; ) {
      const next = this.events[2 * item + 1] as number;
      this.put(rung, rung.bucketOf(this.events[2 * item] as number), item);
      item = next;
    }
    this.rungs.push(rung);
  }

  /** Takes the next bucket that has events into the heap. */
  private refill(): void {
    for (;;) {
      const rung = this.rungs.at(-1);
      if (!rung) {
        if (this.farHead === -1) return;
        this.spreadFar();
        continue;
      }
      while (rung.at < buckets && rung.heads[rung.at] === -1) rung.at++;
      if (rung.at === buckets) {
        this.nearEndMs = rung.endMs(buckets - 1);
        this.rungs.pop();
        continue;
      }
      const bucket = rung.at++;
      const head = rung.heads[bucket] as number;
      if ((rung.counts[bucket] as number) > mostInHeap && rung.widthMs > leastWidthMs) {
        this.spread(head, rung.divide(bucket));
        continue;
      }
      this.nearEndMs = rung.endMs(bucket);
      for (let item = head; item !== -1; item = this.events[2 * item + 1] as number)
        this.near.push(this.events[2 * item] as number, item);
      return;
    }
  }

  private spreadFar(): void {
    const spanMs = this.farMostMs - this.farLeastMs;
    // Two buckets are left over: the first one may begin before the earliest event, and the last end after the latest.
    const widthMs = 2 ** Math.ceil(Math.log2(Math.max(leastWidthMs, spanMs / (buckets - 2))));
    const head = this.farHead;
    this.farHead = -1;
    const rung = new Rung(widthMs, Math.floor(this.farLeastMs / widthMs));
    this.farLeastMs = Number.POSITIVE_INFINITY;
    this.farMostMs = Number.NEGATIVE_INFINITY;
    this.spread(head, rung);
  }
}
