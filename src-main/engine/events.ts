import type { EngineEvent } from '#core/contract/index.ts';
import type { Counts } from '#core/contract/system.ts';

/** Collects events and hands them on in batches (about 50 ms apart). */
export interface EventBus {
  emit(event: EngineEvent): void;
  subscribe(listener: (batch: EngineEvent[]) => void): () => void;
  /** Delivers what waits at once. */
  flush(): void;
}

/** A burst of 10,000 captures costs a window tens of updates at this pace, and nobody sees the delay. */
const batchEveryMs = 50;

/** After these the counts are others. */
const movesCounts = new Set<EngineEvent['type']>([
  'delivery.captured',
  'delivery.changed',
  'delivery.deleted',
  'delivery.imported',
  'delivery.refused',
]);

/** What a later event of a batch makes worthless; null where each counts. */
function supersededBy(event: EngineEvent): string | null {
  switch (event.type) {
    case 'system.countsChanged':
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
  onBug: (error: unknown, where: string) => void;
}

/** Collects events and hands them on in batches. Without listeners nothing is collected. */
export function createEventBus({ counts, onBug }: EventBusOptions): EventBus {
  const listeners = new Set<(batch: EngineEvent[]) => void>();
  /** In order of time; keyed so that the latest takes the place of those it supersedes. */
  let waiting = new Map<string | number, EngineEvent>();
  let emitted = 0;
  let countsMoved = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function takeBatch(): EngineEvent[] {
    const batch = [...waiting.values()];
    waiting = new Map();
    if (countsMoved) batch.push({ type: 'system.countsChanged', ...counts() });
    countsMoved = false;
    return batch;
  }

  function tell(batch: EngineEvent[]): void {
    for (const listener of [...listeners]) {
      try {
        listener(batch);
      } catch (error) {
        onBug(error, 'events.listener');
      }
    }
  }

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (waiting.size > 0) tell(takeBatch());
  }

  return {
    emit(event) {
      if (listeners.size === 0) return;
      emitted += 1;
      const key = supersededBy(event) ?? emitted;
      waiting.delete(key);
      waiting.set(key, event);
      countsMoved ||= movesCounts.has(event.type);
      timer ??= setTimeout(flush, batchEveryMs);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush,
  };
}
