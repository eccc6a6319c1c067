const pageSeconds = 4096;

/** Pages kept, 8 KiB each: a year of seconds that all have attempts in them. Pages past that are not counted. */
const mostPages = 8192;

/** What a counter of a page can't hold any more. */
const full = 65_536;

/**
 * Counts events by the second, so that the busiest second is the busiest second whatever is drawn. Pages are made where
 * events fall, so that memory follows the run and not its length.
 */
export class SecondCounts {
  private readonly pages = new Map<number, Uint16Array>();
  private readonly overflows = new Map<number, number>();
  private page: Uint16Array = new Uint16Array(pageSeconds);
  private firstSecond = Number.NaN;

  add(atMs: number): void {
    const second = Math.floor(atMs / 1000);
    let at = second - this.firstSecond;
    if (!(at >= 0 && at < pageSeconds)) at = this.turnTo(second);
    const count = (this.page[at] ?? 0) + 1;
    this.page[at] = count;
    if (count === full) this.overflows.set(second, (this.overflows.get(second) ?? 0) + full);
  }

  /** The most events of any one second. */
  get most(): number {
    let most = 0;
    for (const page of this.pages.values()) {
      for (const count of page) if (count > most) most = count;
    }
    for (const [second, more] of this.overflows) {
      const first = Math.floor(second / pageSeconds);
      most = Math.max(most, more + (this.pages.get(first)?.[second - first * pageSeconds] ?? 0));
    }
    return most;
  }

  /** Every second that has events, page by page: when it began and how many. */
  each(visit: (atMs: number, count: number) => void): void {
    for (const [number, page] of this.pages) {
      for (let at = 0; at < pageSeconds; at++) {
        const count = page[at] ?? 0;
        const second = number * pageSeconds + at;
        const more = this.overflows.size === 0 ? 0 : (this.overflows.get(second) ?? 0);
        if (count + more > 0) visit(second * 1000, count + more);
      }
    }
  }

  /** Opens the page of a second. Answers its place there. */
  private turnTo(second: number): number {
    const number = Math.floor(second / pageSeconds);
    let page = this.pages.get(number);
    if (!page) {
      page = new Uint16Array(pageSeconds);
      if (this.pages.size < mostPages) this.pages.set(number, page);
    }
    this.page = page;
    this.firstSecond = number * pageSeconds;
    return second - this.firstSecond;
  }
}
