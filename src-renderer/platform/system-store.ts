import { create } from 'zustand';
import type { QueueState } from '#core/contract/queue.ts';
import type { Counts, ReceiverStatus, SystemInfo } from '#core/contract/system.ts';
import { engine, feed } from './client.ts';
import { LiveValue } from './live-value.ts';

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

function liveInfo(onError: (error: unknown) => void): LiveValue<SystemInfo> {
  const live = new LiveValue<SystemInfo>({
    read: (signal) => engine.system.info({}, { signal }),
    apply(info, event) {
      if (event.type === 'system.countsChanged') {
        const { type: _, ...counts } = event;
        return { ...info, counts };
      }
      if (event.type === 'system.receiverChanged') {
        const { type: _, ...receiver } = event;
        return { ...info, receiver };
      }
      return info;
    },
    onError,
  });
  live.subscribe(() => {
    const info = live.value;
    if (info) useSystem.setState({ info, counts: info.counts, receiver: info.receiver });
  });
  return live;
}

function liveQueue(onError: (error: unknown) => void): LiveValue<QueueState> {
  const live = new LiveValue<QueueState>({
    read: (signal) => engine.queue.status({}, { signal }),
    apply: (old, event) => {
      if (event.type !== 'queue.changed') return old;
      const { type: _, ...queue } = event;
      return queue;
    },
    onError,
  });
  live.subscribe(() => live.value && useSystem.setState({ queue: live.value }));
  return live;
}

/** Keeps the store true. `onError` hears why it can't be. Answers its own undo. */
export function followSystem(onError: (error: unknown) => void): () => void {
  const undos = [liveInfo(onError).follow(feed), liveQueue(onError).follow(feed)];
  return () => {
    for (const undo of undos) undo();
  };
}
