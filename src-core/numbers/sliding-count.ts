import { z } from 'zod';

/** Parts of the window: an event leaves it up to one part late. */
const parts = 120;

/** A count as it can be kept. */
export const SlidingState = z.object({
  part: z.number().int(),
  counts: z.array(z.number().nonnegative()).length(parts),
});
type SlidingState = z.infer<typeof SlidingState>;

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

  /** What it takes to go on later; null where nothing is counted. */
  save(): SlidingState | null {
    return this.sum === 0 ? null : { part: this.part, counts: Array.from(this.counts) };
  }

  restore({ part, counts }: SlidingState): void {
    this.part = part;
    this.sum = 0;
    for (let at = 0; at < parts; at++) {
      this.counts[at] = counts[at] ?? 0;
      this.sum += this.counts[at] ?? 0;
    }
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
