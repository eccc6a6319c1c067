import type { z } from 'zod';
import { create } from 'zustand';
import type { contract } from '#core/contract/index.ts';
import type { GauntletProfile } from '#core/mutation/run.ts';
import { type SecretChoice, secretInput } from '#renderer/webhook/signature/secret-choice.ts';

export type RunInput = z.input<typeof contract.gauntlet.run.input>;

/** What is to be tested, and how. */
export interface GauntletDraft {
  provider: string;
  /** Empty: the provider's own test event. */
  eventType: string;
  url: string;
  secret: SecretChoice;
  profile: GauntletProfile;
  /** Empty: nothing counts side effects. */
  observerUrl: string;
  timeoutMs: number | null;
  /** Cases that are left out; all others are played. */
  leftOut: readonly string[];
}

export type GauntletTab = 'deck' | 'run' | 'earlier';

interface GauntletStore {
  draft: GauntletDraft;
  tab: GauntletTab;
  /** The run that is shown. */
  runId: string | null;
  change(part: Partial<GauntletDraft>): void;
  show(tab: GauntletTab, runId?: string | null): void;
}

const createGauntletStore = () =>
  create<GauntletStore>((set) => ({
    draft: {
      provider: 'stripe',
      eventType: '',
      url: '',
      secret: { by: 'default' },
      profile: 'strict',
      observerUrl: '',
      timeoutMs: null,
      leftOut: [],
    },
    tab: 'deck',
    runId: null,
    change: (part) => set(({ draft }) => ({ draft: { ...draft, ...part } })),
    show: (tab, runId) => set(runId === undefined ? { tab } : { tab, runId }),
  }));

export const useGauntlet = createGauntletStore();

/** The event of a draft, as the deck and a run take it. */
export const eventInput = ({ provider, eventType, secret }: GauntletDraft) => ({
  provider,
  ...(eventType === '' ? {} : { eventType }),
  ...secretInput(secret),
});

/** A run of a draft; `chosen` null: every case. */
export const runInput = (draft: GauntletDraft, chosen: readonly string[] | null): RunInput => ({
  ...eventInput(draft),
  target: { url: draft.url, ...(draft.timeoutMs === null ? {} : { timeoutMs: draft.timeoutMs }) },
  profile: draft.profile,
  ...(chosen === null ? {} : { cases: [...chosen] }),
  ...(draft.observerUrl === '' ? {} : { observer: { url: draft.observerUrl } }),
  wait: false,
});
