import { create } from 'zustand';
import type { ConnectionState } from './transport.ts';

interface ConnectionStore {
  state: ConnectionState;
  problem: string | null;
  /** Counts the times that events began to arrive: what changed in between was missed, so lists reload on it. */
  epoch: number;
  set(state: ConnectionState, problem: string | null): void;
}

/** Whether events arrive, for the status bar and for lists that must catch up. */
export const useConnection = create<ConnectionStore>((set) => ({
  state: 'connecting',
  problem: null,
  epoch: 0,
  set: (state, problem) =>
    set((old) => ({ state, problem, epoch: state === 'connected' ? old.epoch + 1 : old.epoch })),
}));
