import type { WatchedLoad } from './simulation.ts';

/** Points of the curve: enough for a picture. */
const points = 240;

/** The most entries of a sorted list within any span of this length. */
function mostWithin(sorted: Float64Array, spanMs: number): number {
  let most = 0;
  let first = 0;
  for (let last = 0; last < sorted.length; last++) {
    while ((sorted[last] ?? 0) - (sorted[first] ?? 0) >= spanMs) first++;
    if (last - first + 1 > most) most = last - first + 1;
  }
  return most;
}

/** The most attempts at once; one that ends when another begins has made room for it. */
function mostAtOnce(starts: Float64Array, ends: Float64Array): number {
  let most = 0;
  let ended = 0;
  for (let begun = 0; begun < starts.length; begun++) {
    while (ended < ends.length && (ends[ended] ?? 0) <= (starts[begun] ?? 0)) ended++;
    if (begun + 1 - ended > most) most = begun + 1 - ended;
  }
  return most;
}

/**
 * Keeps every attempt that begins from a moment on, for what can't be counted by the way: the busiest span of a second and the
 * most at once. Memory follows those attempts.
 */
export class LoadWatch {
  private readonly fromMs: number;
  private readonly durationsMs: readonly number[];
  private starts = new Float64Array(1024);
  private ends = new Float64Array(1024);
  private length = 0;
  private away = 0;
  private lastSuccessMs = Number.NEGATIVE_INFINITY;

  /** `durationsMs`: how long each outcome takes. */
  constructor(fromMs: number, durationsMs: readonly number[]) {
    this.fromMs = fromMs;
    this.durationsMs = durationsMs;
  }

  attempt(atMs: number, outcome: number): void {
    if (this.length === this.starts.length) this.grow();
    this.starts[this.length] = atMs;
    this.ends[this.length++] = atMs + (this.durationsMs[outcome] ?? 0);
  }

  succeeded(atMs: number): void {
    if (atMs > this.lastSuccessMs) this.lastSuccessMs = atMs;
  }

  turnedAway(): void {
    this.away++;
  }

  private grow(): void {
    for (const name of ['starts', 'ends'] as const) {
      const longer = new Float64Array(this.length * 2);
      longer.set(this[name]);
      this[name] = longer;
    }
  }

  read(): WatchedLoad {
    const starts = this.starts.subarray(0, this.length).sort();
    const ends = this.ends.subarray(0, this.length).sort();
    const spanMs = (starts.at(-1) ?? this.fromMs) - this.fromMs;
    const bucketMs = Math.max(1000, Math.ceil(spanMs / points / 1000) * 1000);
    const perBucket = new Array<number>(Math.floor(spanMs / bucketMs) + 1).fill(0);
    for (const startMs of starts) {
      const bucket = Math.floor((startMs - this.fromMs) / bucketMs);
      perBucket[bucket] = (perBucket[bucket] ?? 0) + 1;
    }
    return {
      attempts: this.length,
      turnedAway: this.away,
      peakPerSecond: mostWithin(starts, 1000),
      peakConcurrency: mostAtOnce(starts, ends),
      lastSuccessMs: Number.isFinite(this.lastSuccessMs) ? this.lastSuccessMs : null,
      bucketMs,
      perBucket,
    };
  }
}
