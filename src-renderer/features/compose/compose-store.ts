import { create } from 'zustand';
import type { Delivery } from '#core/delivery/delivery.ts';
import { type Draft, emptyDraft, rememberDraft, rememberedDraft } from './draft.ts';

export type EditTab = 'payload' | 'headers' | 'signing' | 'sending';

interface ComposeStore {
  draft: Draft;
  /** In memory only, for as long as the window lives. */
  secret: string;
  tab: EditTab;
  side: 'request' | 'result';
  /** What was sent last, followed while it is retried. */
  result: Delivery | null;
  /** Payloads as they were edited, by provider and event type, so that looking at another one loses nothing. */
  edited: ReadonlyMap<string, string>;
  change(part: Partial<Draft>): void;
  /** Sets what was typed, and remembers it for the event type. */
  editPayload(payload: string): void;
  setSecret(secret: string): void;
  setTab(tab: EditTab): void;
  setSide(side: 'request' | 'result'): void;
  setResult(result: Delivery | null): void;
  begin(draft: Draft): void;
}

export const payloadKey = (provider: string, eventType: string): string => `${provider} ${eventType}`;

const keptEdits = 40;

export const createComposeStore = (storage: Storage) => {
  const store = create<ComposeStore>((set) => ({
    draft: rememberedDraft(storage),
    secret: '',
    tab: 'payload',
    side: 'request',
    result: null,
    edited: new Map(),
    change: (part) => set(({ draft }) => ({ draft: { ...draft, ...part } })),
    editPayload: (payload) =>
      set(({ draft, edited }) => {
        const key = payloadKey(draft.provider, draft.eventType);
        const entries = [...edited].filter(([known]) => known !== key).slice(1 - keptEdits);
        return { draft: { ...draft, payload }, edited: new Map([...entries, [key, payload]]) };
      }),
    setSecret: (secret) => set({ secret }),
    setTab: (tab) => set({ tab }),
    setSide: (side) => set({ side }),
    setResult: (result) => set({ result, ...(result ? { side: 'result' } : {}) }),
    begin: (draft) => set({ draft, result: null, side: 'request', tab: 'payload' }),
  }));
  store.subscribe(({ draft }, before) => {
    if (draft !== before.draft) rememberDraft(storage, draft);
  });
  return store;
};

export const useCompose = createComposeStore(localStorage);

export const clearDraft = (): void => useCompose.getState().begin(emptyDraft());
