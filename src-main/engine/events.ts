import { randomUUID } from 'node:crypto';
import type { EngineEvent } from '#core/contract/index.ts';
import type { EventPlace, Revision } from '#core/contract/revision.ts';
import type { Counts } from '#core/contract/system.ts';

/** The place of each event of a batch, in the batch's order. */
export type BatchListener = (batch: EngineEvent[], places: readonly EventPlace[]) => void;

/** Collects events and hands them on in batches (about 50 ms apart). */
export interface EventBus {
  emit(event: EngineEvent): void;
  /** Emits what costs something to put together; where nobody listens it is not made. */
  emitAll(make: () => EngineEvent[]): void;
  subscribe(listener: BatchListener): () => void;
  /** Delivers what waits at once. */
  flush(): void;
  /** Where the engine stands: what was emitted up to here is told, or about to be. */
  revision(): Revision;
  /** Of the last event that was told, or that nobody was there to hear. */
  told(): Revision;
}

/** A burst of 10,000 captures costs a window tens of updates at this pace, and nobody sees the delay. */
const batchEveryMs = 50;

/** After these the counts are others. */
const movesCounts = new Set<EngineEvent['type']>([
  'delivery.captured',
  'delivery.changed',
  'delivery.deleted',
  'delivery.imported',
  'delivery.rejected',
  'system.damagedChanged',
]);

/** What a later event of a batch makes worthless; null where each counts. */
function supersededBy(event: EngineEvent): string | null {
  switch (event.type) {
    case 'system.countsChanged':
    case 'system.damagedChanged':
    case 'system.receiverChanged':
    case 'settings.changed':
      return event.type;
    case 'delivery.changed':
      return `${event.type} ${event.deliveryId}`;
    case 'endpoint.changed':
      return `${event.type} ${event.endpoint.webhookId}`;
    default:
      return null;
  }
}

export interface EventBusOptions {
  /** Asked once a batch, where its events moved the counts. */
  counts: () => Counts;
  /** Called where all that happened is to be told at once: makes whoever has more to tell do so. */
  gather?: () => void;
  /** Told when the first listener comes and when the last one goes. */
  onHeard?: (heard: boolean) => void;
  onBug: (error: unknown, where: string) => void;
}

/** Collects events and hands them on in batches. Without listeners they are counted, and forgotten. */
export function createEventBus({ counts, gather, onHeard, onBug }: EventBusOptions): EventBus {
  const run = randomUUID();
  const listeners = new Set<BatchListener>();
  /** In order of time; keyed so that the latest takes the place of those it supersedes. */
  let waiting = new Map<string | number, { event: EngineEvent; revision: number }>();
  let revision = 0;
  let told = 0;
  let countsMoved = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function takeBatch(): [EngineEvent[], EventPlace[]] {
    // Counting may make more happen (it settles what was caught), which belongs into this batch, before the counts.
    const counted = countsMoved ? counts() : null;
    const taken = [...waiting.values()];
    waiting = new Map();
    countsMoved = false;
    if (counted) {
      revision += 1;
      taken.push({ event: { type: 'system.countsChanged', ...counted }, revision });
    }
    const places = taken.map((each) => {
      const follows = told;
      told = each.revision;
      return { run, revision: each.revision, follows };
    });
    return [taken.map(({ event }) => event), places];
  }

  function tell(batch: EngineEvent[], places: readonly EventPlace[]): void {
    for (const listener of [...listeners]) {
      try {
        listener(batch, places);
      } catch (error) {
        onBug(error, 'events.listener');
      }
    }
  }

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (waiting.size > 0) tell(...takeBatch());
  }

  /** Nobody hears what waits: who listens next reads what there is, and begins behind it. */
  function forget(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    waiting.clear();
    countsMoved = false;
    told = revision;
  }

  function emit(event: EngineEvent): void {
    revision += 1;
    if (listeners.size === 0) {
      told = revision;
      return;
    }
    const key = supersededBy(event) ?? revision;
    waiting.delete(key);
    waiting.set(key, { event, revision });
    countsMoved ||= movesCounts.has(event.type);
    timer ??= setTimeout(flush, batchEveryMs);
  }

  return {
    emit,
    emitAll(make) {
      if (listeners.size > 0) for (const event of make()) emit(event);
      else {
        revision += 1;
        told = revision;
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      onHeard?.(true);
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        forget();
        onHeard?.(false);
      };
    },
    flush() {
      gather?.();
      flush();
    },
    revision: () => ({ run, revision }),
    told: () => ({ run, revision: told }),
  };
}
