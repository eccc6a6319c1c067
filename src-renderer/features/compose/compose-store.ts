import { useMemo } from 'react';
import { create } from 'zustand';
import type { Delivery } from '#core/delivery/delivery.ts';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { endpointsWithSecret, type SecretChoice } from '#renderer/webhook/signature/secret-choice.ts';
import {
  type Draft,
  emptyDraft,
  rememberAside,
  rememberDraft,
  rememberedAside,
  rememberedDraft,
} from './draft.ts';

export type EditTab = 'payload' | 'headers' | 'signing' | 'sending';

interface ComposeStore {
  draft: Draft;
  /** One that was typed, in memory only, for as long as the window lives; null: none is typed. */
  typedSecret: string | null;
  tab: EditTab;
  side: 'request' | 'result';
  /** What was sent last, followed while it is retried. */
  result: Delivery | null;
  /** Payloads as they were edited, by provider and event type, so that looking at another one loses nothing. */
  edited: ReadonlyMap<string, string>;
  /** Drafts that others took the place of, oldest first. */
  aside: readonly Draft[];
  change(part: Partial<Draft>): void;
  /** Sets what was typed, and remembers it for the event type. */
  editPayload(payload: string): void;
  signWith(secret: SecretChoice): void;
  setTab(tab: EditTab): void;
  setSide(side: 'request' | 'result'): void;
  setResult(result: Delivery | null): void;
  /** Begins with another draft; the one that was there is put aside. */
  begin(draft: Draft): void;
  /** Goes back to the draft that was put aside last; this one is put aside for it. */
  bringBack(): void;
}

export const payloadKey = (provider: string, eventType: string): string => `${provider} ${eventType}`;

const keptEdits = 40;
const keptAside = 5;

const fresh = (draft: Draft) => ({ draft, result: null, side: 'request', tab: 'payload' }) as const;

/** An empty one is not worth keeping. */
const withAside = (aside: readonly Draft[], draft: Draft): readonly Draft[] =>
  draft.payload === '' && draft.url === '' ? aside : [...aside, draft].slice(-keptAside);

export const createComposeStore = (storage: Storage) => {
  const store = create<ComposeStore>((set) => ({
    draft: rememberedDraft(storage),
    typedSecret: null,
    tab: 'payload',
    side: 'request',
    result: null,
    edited: new Map(),
    aside: rememberedAside(storage),
    change: (part) => set(({ draft }) => ({ draft: { ...draft, ...part } })),
    editPayload: (payload) =>
      set(({ draft, edited }) => {
        const key = payloadKey(draft.provider, draft.eventType);
        const entries = [...edited].filter(([known]) => known !== key).slice(1 - keptEdits);
        return { draft: { ...draft, payload }, edited: new Map([...entries, [key, payload]]) };
      }),
    signWith: (secret) =>
      set(({ draft }) => ({
        typedSecret: secret.by === 'typed' ? secret.secret : null,
        draft: { ...draft, secretOf: secret.by === 'endpoint' ? secret.webhookId : null },
      })),
    setTab: (tab) => set({ tab }),
    setSide: (side) => set({ side }),
    setResult: (result) => set({ result, ...(result ? { side: 'result' } : {}) }),
    begin: (draft) => set((old) => ({ ...fresh(draft), aside: withAside(old.aside, old.draft) })),
    bringBack: () =>
      set(({ aside, draft }) => {
        const last = aside.at(-1);
        return last ? { ...fresh(last), aside: withAside(aside.slice(0, -1), draft) } : {};
      }),
  }));
  store.subscribe(({ draft, aside }, before) => {
    if (draft !== before.draft) rememberDraft(storage, draft);
    if (aside !== before.aside) rememberAside(storage, aside);
  });
  return store;
};

export const useCompose = createComposeStore(localStorage);

/** Whose secret signs the draft. An endpoint that is gone, or has no secret any more, is not named. */
export function useSecretChoice(): SecretChoice {
  const typedSecret = useCompose((compose) => compose.typedSecret);
  const secretOf = useCompose(({ draft }) => draft.secretOf);
  const isThere = useDirectory(({ endpoints }) =>
    endpointsWithSecret(endpoints, null).some(({ webhookId }) => webhookId === secretOf),
  );
  return useMemo(() => {
    if (typedSecret !== null) return { by: 'typed', secret: typedSecret };
    return secretOf !== null && isThere ? { by: 'endpoint', webhookId: secretOf } : { by: 'default' };
  }, [typedSecret, secretOf, isThere]);
}

export const clearDraft = (): void => useCompose.getState().begin(emptyDraft());
