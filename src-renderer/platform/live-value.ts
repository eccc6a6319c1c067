import type { EngineEvent } from '#core/contract/index.ts';
import { isNewer, type Revision, revisionOf } from '#core/contract/revision.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { tellsAfter } from './event-order.ts';
import { patienceMs, retryAfterMs, willPass, worthSaying } from './read-retry.ts';

/** What an event makes of a value where only the engine can say. */
export const readAgain = Symbol('read again');

export interface LiveOptions<T extends object> {
  /** Asks the engine. The revision is that of the object it answers. */
  read(signal: AbortSignal): Promise<T>;
  /** The value after an event: another one, the same one where it does not concern it, or `readAgain`. */
  apply?(value: T, event: EngineEvent): T | typeof readAgain;
  /** How long events that need it read again gather, in ms. */
  settleMs?: number;
  onError(error: unknown): void;
}

/** What the engine tells by itself. */
export interface Feed {
  onEvents(listener: (batch: EngineEvent[]) => void): () => void;
  /** Events were missed: what is shown must be read again. */
  onMissed(listener: () => void): () => void;
  /** Whether that run of the engine has ended. */
  isPast(run: string): boolean;
  /** Whether what was answered then may lack something that was told since. */
  isBehind(revision: Revision | null): boolean;
}

interface Reading {
  abort: AbortController;
  beganMs: number;
  /** To be read once more when it is done. */
  again: boolean;
}

/** A reading that began this long ago is begun anew when events were missed; a younger one is let finish. */
const hastyMs = 2000;

/**
 * One thing that the engine keeps and the page shows: read, followed by events, read again after a gap. An answer that is
 * late never takes the place of a newer event: what was told after the engine gave it is applied on top.
 */
export class LiveValue<T extends object> {
  value: T | null = null;
  /** Why it can't be had; null while it is there or being read. */
  problem: TackleboxError | null = null;
  version = 0;
  private readonly options: LiveOptions<T>;
  private readonly listeners = new Set<() => void>();
  private feed: Feed | null = null;
  /** Of the value: the last answer's or event's that made it. */
  private revision: Revision | null = null;
  private answered: Revision | null = null;
  private reading: Reading | null = null;
  /** What was told while it is being read. */
  private meanwhile: EngineEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;

  constructor(options: LiveOptions<T>) {
    this.options = options;
  }

  /** Reads it and follows it. Answers its own undo. */
  follow(feed: Feed): () => void {
    this.feed = feed;
    const undos = [feed.onEvents((batch) => this.hear(batch)), feed.onMissed(() => this.missed())];
    this.read();
    return () => {
      for (const undo of undos) undo();
      this.stop();
      this.feed = null;
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads it now, whatever is under way. */
  read(): void {
    this.stop();
    const mine: Reading = { abort: new AbortController(), beganMs: performance.now(), again: false };
    this.reading = mine;
    const known = this.revision;
    const patience = setTimeout(() => mine.abort.abort(), patienceMs);
    this.options
      .read(mine.abort.signal)
      .finally(() => clearTimeout(patience))
      .then(
        (answer) => {
          if (this.reading === mine) this.take(answer, known);
        },
        (error: unknown) => {
          if (this.reading === mine) this.fail(error);
        },
      );
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.reading?.abort.abort();
    this.reading = null;
    this.meanwhile = [];
  }

  /** What is under way may be answered from before the gap, so it is asked again; but what is answered is shown first. */
  private missed(): void {
    if (this.reading && performance.now() - this.reading.beganMs < hastyMs) this.reading.again = true;
    else if (this.reading || this.feed?.isBehind(this.answered)) this.read();
  }

  private hear(batch: EngineEvent[]): void {
    // While it is read, what has to be read again is decided when the answer is here: it may be in it.
    if (this.reading) this.meanwhile.push(...batch);
    if (this.value) this.show(this.applied(this.value, batch, !this.reading));
  }

  /** The value after these events; read again, where one says so and `mayRead`. */
  private applied(value: T, events: readonly EngineEvent[], mayRead: boolean): T {
    const { apply, settleMs = 0 } = this.options;
    if (!apply) return value;
    let now = value;
    for (const event of events) {
      const revision = revisionOf(event);
      if (revision && !isNewer(revision, this.revision)) continue;
      const next = apply(now, event);
      if (next === readAgain) {
        if (mayRead) this.readIn(settleMs);
        continue;
      }
      if (next !== now) this.revision = revision ?? this.revision;
      now = next;
    }
    return now;
  }

  private take(answer: T, known: Revision | null): void {
    const told = revisionOf(answer);
    if ((told && this.feed?.isPast(told.run)) || !tellsAfter(answer, known)) {
      this.read();
      return;
    }
    const { meanwhile } = this;
    const again = this.reading?.again ?? false;
    this.reading = null;
    this.meanwhile = [];
    this.failures = 0;
    this.problem = null;
    this.revision = told;
    this.answered = told;
    this.show(this.applied(answer, meanwhile, true));
    if (again && this.feed?.isBehind(told)) this.read();
  }

  private fail(error: unknown): void {
    this.reading = null;
    this.failures += 1;
    if (error instanceof TackleboxError && error.kind !== 'cancelled') this.problem = error;
    if (worthSaying(error, this.failures)) this.options.onError(error);
    if (willPass(error)) this.readIn(retryAfterMs(this.failures));
    this.changed();
  }

  private readIn(waitMs: number): void {
    if (this.feed) this.timer ??= setTimeout(() => this.read(), waitMs);
  }

  private show(value: T): void {
    if (value === this.value) return;
    this.value = value;
    this.changed();
  }

  private changed(): void {
    this.version += 1;
    for (const listener of [...this.listeners]) listener();
  }
}
