import { create } from 'zustand';
import type { FacetId } from './filter/filter.ts';

export type DetailTab = 'body' | 'headers' | 'signature' | 'timeline' | 'answer' | 'attempts';

interface InboxState {
  facet: FacetId;
  /** The search box's text. */
  text: string;
  /** A delivery's id, or a rejected request's. */
  selectedId: string | null;
  /** The delivery whose secrets are shown, as the user asked for. */
  revealedId: string | null;
  /** How targets fare is shown in place of the chosen delivery. */
  overview: boolean;
  tab: DetailTab;
  /** The first of two to compare, once chosen. */
  compareWith: string | null;
  /** Both are chosen and laid side by side. */
  comparing: { left: string; right: string } | null;
  dialog: 'replay' | 'delete' | 'copy' | null;
  setFacet(facet: FacetId): void;
  setText(text: string): void;
  select(id: string | null): void;
  /** Shows the secrets of a delivery until another one is chosen; null hides them. */
  reveal(id: string | null): void;
  toggleOverview(): void;
  setTab(tab: DetailTab): void;
  /** The first time marks the selected one; the second time, on another, compares. */
  compare(): void;
  endCompare(): void;
  openDialog(dialog: InboxState['dialog']): void;
}

export const createInboxStore = () =>
  create<InboxState>((set) => ({
    facet: 'all',
    text: '',
    selectedId: null,
    revealedId: null,
    overview: false,
    tab: 'body',
    compareWith: null,
    comparing: null,
    dialog: null,
    setFacet: (facet) => set({ facet, selectedId: null, revealedId: null, comparing: null }),
    setText: (text) => set({ text }),
    select: (selectedId) => set({ selectedId, revealedId: null, comparing: null, overview: false }),
    reveal: (revealedId) => set({ revealedId }),
    toggleOverview: () => set(({ overview }) => ({ overview: !overview })),
    setTab: (tab) => set({ tab, comparing: null }),
    compare: () =>
      set(({ selectedId, compareWith }) => {
        if (!selectedId) return {};
        if (!compareWith) return { compareWith: selectedId };
        if (compareWith === selectedId) return { compareWith: null };
        return { compareWith: null, comparing: { left: compareWith, right: selectedId } };
      }),
    endCompare: () => set({ compareWith: null, comparing: null }),
    openDialog: (dialog) => set({ dialog }),
  }));

/** What the user did in the Inbox: it stays while other screens are open. */
export const useInbox = createInboxStore();
