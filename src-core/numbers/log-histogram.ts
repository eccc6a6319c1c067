/**
 * A histogram of durations with buckets that grow by a constant ratio, so that a millisecond and a week are told apart
 * with the same relative precision (about 0.5 %) in a few thousand counters.
 */
export class LogHistogram {
  static readonly bucketsPerDoubling = 128;
  /** log2 of the longest duration kept apart: 2^36 ms is more than two years. */
  static readonly doublings = 36;

  readonly counts = new Uint32Array(LogHistogram.bucketsPerDoubling * LogHistogram.doublings + 1);
  total = 0;
  maxMs = 0;
  minMs = Number.POSITIVE_INFINITY;
  sumMs = 0;

  add(durationMs: number): void {
    const bucket = Math.min(
      this.counts.length - 1,
      (Math.log2(durationMs + 1) * LogHistogram.bucketsPerDoubling) | 0,
    );
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.total++;
    this.sumMs += durationMs;
    if (durationMs > this.maxMs) this.maxMs = durationMs;
    if (durationMs < this.minMs) this.minMs = durationMs;
  }

  /** As `add`, so many times. */
  addMany(durationMs: number, count: number): void {
    if (count === 0) return;
    this.add(durationMs);
    const bucket = Math.min(
      this.counts.length - 1,
      (Math.log2(durationMs + 1) * LogHistogram.bucketsPerDoubling) | 0,
    );
    this.counts[bucket] = (this.counts[bucket] ?? 0) + count - 1;
    this.total += count - 1;
    this.sumMs += durationMs * (count - 1);
  }

  /** The lower edge of a bucket. */
  static edgeMs(bucket: number): number {
    return 2 ** (bucket / LogHistogram.bucketsPerDoubling) - 1;
  }

  /** The duration below which `share` (0 to 1) of all lie; null without any. */
  quantileMs(share: number): number | null {
    if (this.total === 0) return null;
    const wanted = Math.max(1, Math.ceil(share * this.total));
    let seen = 0;
    for (let bucket = 0; bucket < this.counts.length; bucket++) {
      seen += this.counts[bucket] ?? 0;
      if (seen >= wanted) {
        const middle = (LogHistogram.edgeMs(bucket) + LogHistogram.edgeMs(bucket + 1)) / 2;
        return Math.min(this.maxMs, Math.max(this.minMs, middle));
      }
    }
    return this.maxMs;
  }

  /** Counts in `bars` bars of equal width on the logarithmic axis, from the smallest to the largest value present. */
  bars(bars: number): { fromMs: number; toMs: number; count: number }[] {
    if (this.total === 0) return [];
    const first = this.counts.findIndex((count) => count > 0);
    let last = this.counts.length - 1;
    while (last > first && this.counts[last] === 0) last--;
    const width = Math.max(1, Math.ceil((last - first + 1) / bars));
    const out: { fromMs: number; toMs: number; count: number }[] = [];
    for (let start = first; start <= last; start += width) {
      let count = 0;
      for (let bucket = start; bucket < Math.min(start + width, this.counts.length); bucket++)
        count += this.counts[bucket] ?? 0;
      out.push({ fromMs: LogHistogram.edgeMs(start), toMs: LogHistogram.edgeMs(start + width), count });
    }
    return out;
  }
}
