import { create } from 'zustand';
import type { QueueState } from '#core/contract/queue.ts';
import type { Counts, ReceiverStatus, SystemInfo } from '#core/contract/system.ts';
import { engine, onEvent } from './client.ts';
import { useConnection } from './connection-store.ts';

interface SystemStore {
  info: SystemInfo | null;
  counts: Counts | null;
  receiver: ReceiverStatus | null;
  queue: QueueState | null;
}

/** What the engine is and how much it holds: read once, then followed by events. */
export const useSystem = create<SystemStore>(() => ({
  info: null,
  counts: null,
  receiver: null,
  queue: null,
}));

async function load(): Promise<void> {
  const [info, queue] = await Promise.all([engine.system.info({}), engine.queue.status({})]);
  useSystem.setState({ info, counts: info.counts, receiver: info.receiver, queue });
}

/** Keeps the store true. `onError` hears why it can't be. Answers its own undo. */
export function followSystem(onError: (error: unknown) => void): () => void {
  const reload = () => void load().catch(onError);
  const undos = [
    onEvent('system.countsChanged', ({ type: _, ...counts }) => useSystem.setState({ counts })),
    onEvent('system.receiverChanged', ({ type: _, ...receiver }) => useSystem.setState({ receiver })),
    onEvent('queue.changed', ({ type: _, ...queue }) => useSystem.setState({ queue })),
    useConnection.subscribe((now, before) => {
      if (now.epoch !== before.epoch) reload();
    }),
  ];
  reload();
  return () => {
    for (const undo of undos) undo();
  };
}
