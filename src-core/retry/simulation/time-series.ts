/**
 * Counts over a time whose end isn't known beforehand: buckets begin one unit wide, and whenever time runs past the last
 * one, neighbours are joined and the width doubles. Memory is constant; adding is one division and one increment.
 */
export class TimeSeries {
  static readonly buckets = 2048;

  private readonly lanes: Float64Array[];
  private endMs: number;
  private bucketMs: number;

  /** `lanes` counts kept side by side on the same time axis. */
  constructor(lanes: number, startWidthMs = 1000) {
    this.lanes = Array.from({ length: lanes }, () => new Float64Array(TimeSeries.buckets));
    this.bucketMs = startWidthMs;
    this.endMs = startWidthMs * TimeSeries.buckets;
  }

  add(lane: number, atMs: number, amount = 1): void {
    while (atMs >= this.endMs) this.fold();
    const counts = this.lanes[lane];
    if (!counts) return;
    const bucket = (atMs / this.bucketMs) | 0;
    counts[bucket] = (counts[bucket] ?? 0) + amount;
  }

  private fold(): void {
    const half = TimeSeries.buckets / 2;
    for (const counts of this.lanes) {
      for (let i = 0; i < half; i++) counts[i] = (counts[2 * i] ?? 0) + (counts[2 * i + 1] ?? 0);
      counts.fill(0, half);
    }
    this.bucketMs *= 2;
    this.endMs *= 2;
  }

  /** Joins neighbours until at most `points` are left, and cuts the empty end off. */
  read(points: number): { bucketMs: number; lanes: number[][] } {
    let used = 1;
    for (const counts of this.lanes) {
      for (let i = counts.length - 1; i >= used; i--) {
        if (counts[i] !== 0) {
          used = i + 1;
          break;
        }
      }
    }
    const join = Math.max(1, Math.ceil(used / points));
    const length = Math.ceil(used / join);
    const lanes = this.lanes.map((counts) => {
      const out = new Array<number>(length).fill(0);
      for (let i = 0; i < used; i++) out[(i / join) | 0] = (out[(i / join) | 0] ?? 0) + (counts[i] ?? 0);
      return out;
    });
    return { bucketMs: this.bucketMs * join, lanes };
  }
}
