import { type Revision, revisionOf } from '#core/contract/revision.ts';
import { patienceMs, retryAfterMs, willPass, worthSaying } from '#renderer/platform/read-retry.ts';
import { NewestRows } from './newest-rows.ts';

/** Where the rows of a list come from. What it answers, and the rows told of later, carry the engine's revision. */
export interface PageSource<Row extends object> {
  idOf(row: Row): string;
  /** `after` undefined: the newest. */
  page(
    after: string | undefined,
    limit: number,
    signal?: AbortSignal,
  ): Promise<{ items: Row[]; next: string | null }>;
  /**
   * Where each stretch of `everyRows` after the given place begins (as `after` of a page; the first has none), and how
   * many rows the whole list has. Null where that is not known: then the list is walked page by page.
   */
  outline(everyRows: number, after: string): Promise<{ cursors: string[]; count: number } | null>;
  onError(error: unknown): void;
}

const blockRows = 200;
/** Blocks kept besides those wanted now: some 12,000 rows. */
const keptBlocks = 60;
/** Live rows kept in front; with more the list is read anew. */
const maxLiveRows = 20_000;
const maxLoads = 2;
const placeholderRows = 20;

/**
 * The rows of one list: what arrived since it was opened, in front of a snapshot that is read block by block, by key, as
 * it is scrolled to. The first rows of the snapshot keep their place behind the arrivals, whatever the engine adds.
 * A row that was told of later than an answer was given is shown as it was told.
 */
export class LivePages<Row extends object> {
  private readonly source: PageSource<Row>;
  private blocks = new Map<number, Row[]>();
  private cursors: (string | undefined)[] = [undefined];
  private outlined: number | null = null;
  private ended = false;
  private wanted: number[] = [0];
  private loads = new Set<number>();
  /** Oldest first, so that an arrival is a push. */
  private live: Row[] = [];
  private waiting: Row[] = [];
  private known = new Set<string>();
  private listeners = new Set<() => void>();
  private generation = 0;
  private closed = false;
  /** What arrived while the list was being read; null while it isn't. */
  private meanwhile: Row[] | null = null;
  private readonly rows: NewestRows<Row>;
  private opening: Promise<void> | null = null;
  private again: (() => boolean) | null = null;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private following = true;
  version = 0;
  loaded = false;
  /** Why the list could not be read; it is being tried again. */
  problem: unknown = null;
  /** When the engine gave what is shown. */
  answered: Revision | null = null;

  constructor(source: PageSource<Row>) {
    this.source = source;
    this.rows = new NewestRows((row) => source.idOf(row));
  }

  /**
   * Reads the list (again); what is shown stays until the new rows are there. Tries again where it can't be read. While it
   * is being read already, it is read once more after that, where it is `stillNeeded` then.
   */
  open(stillNeeded: () => boolean = () => true): Promise<void> {
    this.closed = false;
    clearTimeout(this.timer);
    if (this.opening) {
      this.again = stillNeeded;
      return this.opening;
    }
    this.again = null;
    this.opening = this.readFirst().finally(() => {
      this.opening = null;
      if (!this.closed && this.again?.()) void this.open();
    });
    return this.opening;
  }

  private async readFirst(): Promise<void> {
    this.generation += 1;
    const { generation } = this;
    const current = () => generation === this.generation && !this.closed;
    this.meanwhile = [];
    try {
      const first = await this.source.page(undefined, blockRows, AbortSignal.timeout(patienceMs));
      if (!current()) return;
      this.takeFirst(first);
      if (first.next !== null) await this.readOutline(first.next, current);
      this.pump();
    } catch (error) {
      if (current()) this.fail(error);
    }
  }

  private takeFirst(first: { items: Row[]; next: string | null }): void {
    this.live = [];
    this.waiting = [];
    this.known = new Set(first.items.map((row) => this.source.idOf(row)));
    this.blocks = new Map([[0, this.rows.ofAnswer(first)]]);
    this.loads.clear();
    this.ended = first.next === null;
    this.outlined = null;
    this.cursors = first.next === null ? [undefined] : [undefined, first.next];
    this.loaded = true;
    this.problem = null;
    this.failures = 0;
    this.answered = revisionOf(first);
    this.changed();
    this.settleMeanwhile();
  }

  /** Without an outline the list is walked page by page. */
  private async readOutline(next: string, current: () => boolean): Promise<void> {
    const outline = await this.source.outline(blockRows, next);
    if (!current() || !outline) return;
    this.outlined = outline.count;
    this.cursors = [undefined, next, ...outline.cursors];
    this.changed();
  }

  private fail(error: unknown): void {
    this.failures += 1;
    this.problem = error;
    if (worthSaying(error, this.failures)) this.source.onError(error);
    this.settleMeanwhile();
    if (willPass(error)) this.timer = setTimeout(() => void this.open(), retryAfterMs(this.failures));
    this.changed();
  }

  private settleMeanwhile(): void {
    const { meanwhile } = this;
    this.meanwhile = null;
    this.arrive(meanwhile ?? []);
  }

  /** Rows of the list, those included that are yet to be read. */
  get count(): number {
    if (!this.loaded) return 0;
    return this.live.length + (this.outlined ?? this.walkedRows() + (this.ended ? 0 : placeholderRows));
  }

  get waitingCount(): number {
    return this.waiting.length;
  }

  /** Undefined for a row that is yet to be read. */
  row(index: number): Row | undefined {
    const live = this.live.length;
    if (index < live) return this.live[live - 1 - index];
    const at = index - live;
    return this.blocks.get(Math.floor(at / blockRows))?.[at % blockRows];
  }

  /** Where an id is among the rows that have been read; -1 where it isn't. */
  indexOf(id: string): number {
    const live = this.live.findIndex((row) => this.source.idOf(row) === id);
    if (live >= 0) return this.live.length - 1 - live;
    for (const [block, rows] of this.blocks) {
      const at = rows.findIndex((row) => this.source.idOf(row) === id);
      if (at >= 0) return this.live.length + block * blockRows + at;
    }
    return -1;
  }

  /** Says which rows are seen, so that they are read. */
  want(first: number, last: number): void {
    const from = Math.max(0, Math.floor((first - this.live.length) / blockRows));
    const to = Math.max(0, Math.floor((last - this.live.length) / blockRows));
    this.wanted = [];
    for (let block = from; block <= to; block++) this.wanted.push(block);
    this.pump();
  }

  /** While following (the list is at its top) arrivals are shown at once; else they wait. */
  follow(following: boolean): void {
    this.following = following;
    if (following) this.release();
  }

  /** Shows what waits. */
  release(): void {
    if (this.waiting.length === 0) return;
    if (this.waiting.length >= maxLiveRows) {
      void this.open();
      return;
    }
    this.live.push(...this.waiting);
    this.waiting = [];
    this.changed();
  }

  /** Takes rows that just arrived, oldest first. Those that are known already are left out. */
  arrive(rows: readonly Row[]): void {
    this.meanwhile?.push(...rows);
    const fresh = rows.filter((row) => !this.known.has(this.source.idOf(row)));
    if (fresh.length === 0 || !this.loaded || this.meanwhile) return;
    for (const row of fresh) this.known.add(this.source.idOf(row));
    const to = this.following ? this.live : this.waiting;
    if (to.length + fresh.length > maxLiveRows) {
      if (this.following) void this.open();
      return;
    }
    to.push(...fresh);
    this.changed();
  }

  /** Puts changed rows in the place of the old ones. Answers those that are in no part that has been read. */
  update(rows: readonly Row[]): Row[] {
    const changes = new Map(rows.map((row) => [this.source.idOf(row), row] as const));
    this.rows.note(rows, this.opening !== null || this.loads.size > 0);
    const parts = [this.live, this.waiting, ...this.blocks.values()];
    for (const part of parts) {
      for (let at = 0; at < part.length; at++) {
        const old = part[at];
        const change = old && changes.get(this.source.idOf(old));
        if (!old || !change) continue;
        part[at] = this.rows.changed(old, change);
        changes.delete(this.source.idOf(change));
      }
      if (changes.size === 0) break;
    }
    if (changes.size < rows.length) this.changed();
    return [...changes.values()].filter((row) => !this.known.has(this.source.idOf(row)));
  }

  /** The newest row that is known, shown or waiting. */
  newest(): Row | undefined {
    return this.waiting.at(-1) ?? this.live.at(-1) ?? this.blocks.get(0)?.[0];
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads no more, until it is opened again. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private walkedRows(): number {
    let rows = 0;
    for (let block = 0; ; block++) {
      const items = this.blocks.get(block);
      if (!items) return Math.max(rows, (this.cursors.length - 1) * blockRows);
      rows += items.length;
    }
  }

  private changed(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }

  private pump(): void {
    if (!this.loaded || this.closed) return;
    for (const block of this.wanted) {
      if (this.loads.size >= maxLoads) return;
      const isKnown = block < this.cursors.length;
      // Walked page by page: only the next one's key is known.
      const next = isKnown ? block : this.cursors.length - 1;
      if (!this.blocks.has(next) && !this.loads.has(next)) void this.load(next);
    }
  }

  private async load(block: number): Promise<void> {
    const { generation } = this;
    this.loads.add(block);
    try {
      const answer = await this.source.page(this.cursors[block], blockRows, AbortSignal.timeout(patienceMs));
      if (generation !== this.generation || this.closed) return;
      const { next } = answer;
      const items = this.rows.ofAnswer(answer);
      this.blocks.set(block, items);
      this.failures = 0;
      for (const row of items) this.known.add(this.source.idOf(row));
      if (this.outlined === null) {
        if (next === null) this.ended = true;
        else if (block === this.cursors.length - 1) this.cursors.push(next);
      } else if (block === this.cursors.length - 1) {
        // What arrived between the first page and the outline was counted with it.
        this.outlined = block * blockRows + items.length;
      }
      this.forgetFarBlocks();
      this.changed();
    } catch (error) {
      if (generation !== this.generation || this.closed) return;
      this.failures += 1;
      if (worthSaying(error, this.failures)) this.source.onError(error);
      if (willPass(error)) this.timer = setTimeout(() => this.pump(), retryAfterMs(this.failures));
      return;
    } finally {
      if (generation === this.generation) this.loads.delete(block);
    }
    this.pump();
  }

  private forgetFarBlocks(): void {
    if (this.blocks.size <= keptBlocks || this.outlined === null) return;
    const middle = this.wanted[0] ?? 0;
    const far = [...this.blocks.keys()]
      .filter((block) => block !== 0)
      .sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const block of far.slice(0, this.blocks.size - keptBlocks)) {
      for (const row of this.blocks.get(block) ?? []) this.known.delete(this.source.idOf(row));
      this.blocks.delete(block);
    }
  }
}
