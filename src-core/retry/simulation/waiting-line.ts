/** First in, first out, in a ring: each delivery stands in it at most once, so the ring never overflows. */
export class WaitingLine {
  private readonly ring: Uint32Array;
  private head = 0;
  length = 0;

  constructor(capacity: number) {
    this.ring = new Uint32Array(capacity);
  }

  add(item: number): void {
    this.ring[(this.head + this.length++) % this.ring.length] = item;
  }

  take(): number {
    const item = this.ring[this.head] ?? 0;
    this.head = (this.head + 1) % this.ring.length;
    this.length--;
    return item;
  }
}
