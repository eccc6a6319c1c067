import { create } from 'zustand';
import type { ConnectionState } from './transport.ts';

interface ConnectionStore {
  state: ConnectionState;
  problem: string | null;
  /** Counts the times that events were missed, or may have been: what is shown is read again on it. */
  epoch: number;
  set(state: ConnectionState, problem: string | null): void;
  /** Events were missed while the connection stood. */
  missed(): void;
}

/** However many frames get lost in a row, everything is read again no more often than this. */
const gatherMs = 250;

/** Whether events arrive, for the status bar and for what must catch up. */
export const useConnection = create<ConnectionStore>((set, get) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => set(({ epoch }) => ({ epoch: epoch + 1 }));
  return {
    state: 'connecting',
    problem: null,
    epoch: 0,
    set(state, problem) {
      const again = state === 'connected' && get().state !== 'connected';
      set({ state, problem });
      if (again) next();
    },
    missed() {
      if (timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        next();
      }, gatherMs);
    },
  };
});
