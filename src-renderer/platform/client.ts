import { z } from 'zod';
import { createContractClient } from '#core/contract/client.ts';
import type { ContractClient, EngineEvent, EngineEventType } from '#core/contract/index.ts';
import { connect } from './connect.ts';
import { useConnection } from './connection-store.ts';
import { EventOrder } from './event-order.ts';
import type { Feed } from './live-value.ts';

// The interface's Content-Security-Policy forbids making functions from text, which zod would otherwise try.
z.config({ jitless: true });

const connection = connect();

/** What this host can do. */
export const capabilities = connection.capabilities;

/** The desktop's own verbs; null in a browser. */
export const host = connection.host;

/** Asks the server for files; null in the desktop's window, whose own dialogs do. */
export const request = connection.request;

/** The engine. `const { items } = await engine.deliveries.list({ direction: 'in' })` */
export const engine: ContractClient = createContractClient(connection.transport.call);

type BatchListener = (batch: EngineEvent[]) => void;
const batchListeners = new Set<BatchListener>();
const order = new EventOrder();

/** All events, a batch at a time, in the order in which the engine told them. Answers its own undo. */
export function onEvents(listener: BatchListener): () => void {
  batchListeners.add(listener);
  return () => batchListeners.delete(listener);
}

/** Events of one type, one at a time. Answers its own undo. */
export function onEvent<T extends EngineEventType>(
  type: T,
  listener: (event: Extract<EngineEvent, { type: T }>) => void,
): () => void {
  const isType = (event: EngineEvent): event is Extract<EngineEvent, { type: T }> => event.type === type;
  return onEvents((batch) => {
    for (const event of batch) if (isType(event)) listener(event);
  });
}

/** What LiveValue follows. */
export const feed: Feed = {
  onEvents,
  onMissed: (listener) =>
    useConnection.subscribe((now, before) => {
      if (now.epoch !== before.epoch) listener();
    }),
  isPast: (run) => order.isPast(run),
  isBehind: (revision) => order.isBehind(revision),
};

/** A listener that breaks must not cost the others their events. */
function tell(batch: EngineEvent[]): void {
  for (const listener of [...batchListeners]) {
    try {
      listener(batch);
    } catch (error) {
      console.error(error);
    }
  }
}

/** Begins to listen; called once by the window's entry. */
export function startEvents(): () => void {
  return connection.transport.subscribe(
    (frame) => {
      const { events, missed } = order.take(frame);
      if (missed) useConnection.getState().missed();
      if (events.length > 0) tell(events);
    },
    (state, problem) => useConnection.getState().set(state, problem),
  );
}
