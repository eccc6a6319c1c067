/** The ends of attempts that all take equally long: they come in the order in which the attempts began. */
class EndLine {
  readonly durationMs: number;
  private times = new Float64Array(1024);
  private items = new Uint32Array(1024);
  private head = 0;
  private length = 0;
  headMs = Number.POSITIVE_INFINITY;

  constructor(durationMs: number) {
    this.durationMs = durationMs;
  }

  add(endMs: number, item: number): void {
    if (this.length === this.times.length) this.grow();
    const at = (this.head + this.length++) & (this.times.length - 1);
    this.times[at] = endMs;
    this.items[at] = item;
    if (this.length === 1) this.headMs = endMs;
  }

  take(): number {
    const item = this.items[this.head] ?? 0;
    this.head = (this.head + 1) & (this.times.length - 1);
    this.length--;
    this.headMs = this.length === 0 ? Number.POSITIVE_INFINITY : (this.times[this.head] ?? 0);
    return item;
  }

  /** Doubles the ring, whose size stays a power of two. */
  private grow(): void {
    const { times, items, head } = this;
    const size = times.length;
    this.times = new Float64Array(size * 2);
    this.items = new Uint32Array(size * 2);
    for (let i = 0; i < size; i++) {
      this.times[i] = times[(head + i) & (size - 1)] ?? 0;
      this.items[i] = items[(head + i) & (size - 1)] ?? 0;
    }
    this.head = 0;
  }
}

/** More kinds of duration than this cost more to look through than the heap's sift. */
const mostLines = 8;

/**
 * Running attempts by their end. An outcome always takes equally long, so its ends need no heap, only a line: half of all
 * events of a simulation become cheap. Outcomes past the first few durations have no line and go to the heap.
 */
export class EndLines {
  private readonly lines: EndLine[] = [];
  private readonly lineOfOutcome: (EndLine | undefined)[];
  private next: EndLine | undefined;

  /** `durationsMs`: how long each outcome takes. */
  constructor(durationsMs: number[]) {
    this.lineOfOutcome = durationsMs.map((durationMs) => {
      const known = this.lines.find((line) => line.durationMs === durationMs);
      if (known || this.lines.length === mostLines) return known;
      const line = new EndLine(durationMs);
      this.lines.push(line);
      return line;
    });
  }

  /** False where the outcome has no line. */
  add(outcome: number, endMs: number, item: number): boolean {
    const line = this.lineOfOutcome[outcome];
    if (!line) return false;
    line.add(endMs, item);
    return true;
  }

  /** Time of the earliest end; Infinity without any. */
  findNextMs(): number {
    let nextMs = Number.POSITIVE_INFINITY;
    for (const line of this.lines) {
      if (line.headMs < nextMs) {
        nextMs = line.headMs;
        this.next = line;
      }
    }
    return nextMs;
  }

  /** Takes what `findNextMs` found. */
  take(): number {
    return this.next?.take() ?? 0;
  }
}
