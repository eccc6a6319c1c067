import { create } from 'zustand';

export type DetailTab = 'overview' | 'checking' | 'answer' | 'forward';

/** A secret that the engine has just told, for the one time that it does. It is never written anywhere. */
export interface ShownOnce {
  webhookId: string;
  signingSecret: string;
  because: 'created' | 'rotated';
}

interface EndpointsStore {
  selectedId: string | null;
  tab: DetailTab;
  search: string;
  creating: boolean;
  shownOnce: ShownOnce | null;
  select(webhookId: string | null): void;
  setTab(tab: DetailTab): void;
  setSearch(search: string): void;
  setCreating(creating: boolean): void;
  show(secret: ShownOnce): void;
  /** The person has taken the secret; it is forgotten here. */
  forget(): void;
}

/** What the user did on this screen; endpoints themselves are the engine's. */
export const useEndpoints = create<EndpointsStore>((set) => ({
  selectedId: null,
  tab: 'overview',
  search: '',
  creating: false,
  shownOnce: null,
  select: (selectedId) => set({ selectedId }),
  setTab: (tab) => set({ tab }),
  setSearch: (search) => set({ search }),
  setCreating: (creating) => set({ creating }),
  show: (shownOnce) => set({ shownOnce, selectedId: shownOnce.webhookId, creating: false }),
  forget: () => set({ shownOnce: null }),
}));
