/** Parts of the window: an event leaves it up to one part late. */
const parts = 120;

/** Counts events of the last `windowMs`, without keeping each. Times must not go back. */
export class SlidingCount {
  private readonly partMs: number;
  private readonly counts = new Float64Array(parts);
  private part = 0;
  private sum = 0;

  constructor(windowMs: number) {
    this.partMs = windowMs / parts;
  }

  add(nowMs: number): void {
    this.moveTo(nowMs);
    this.counts[this.part % parts] = (this.counts[this.part % parts] ?? 0) + 1;
    this.sum++;
  }

  total(nowMs: number): number {
    this.moveTo(nowMs);
    return this.sum;
  }

  clear(): void {
    this.counts.fill(0);
    this.sum = 0;
  }

  private moveTo(nowMs: number): void {
    const part = Math.floor(nowMs / this.partMs);
    if (part - this.part >= parts) {
      this.clear();
      this.part = part;
    }
    while (this.part < part) {
      this.part++;
      this.sum -= this.counts[this.part % parts] ?? 0;
      this.counts[this.part % parts] = 0;
    }
  }
}
