import { create } from 'zustand';
import { RetryPolicy } from '#core/retry/policy.ts';

/** Whose policy a side plays: a provider's, or one of the user's own. */
export interface PolicyChoice {
  /** Null: `policy` is the user's own. */
  provider: string | null;
  policy: RetryPolicy;
}

/** A picture of more is none to be read. */
export const mostOthers = 3;

/** What is played: one policy or several against one scenario. */
export interface SimulationDraft {
  first: PolicyChoice;
  /** What it is compared with. */
  others: readonly PolicyChoice[];
  scenarioText: string;
  seed: number;
  deliveries: number;
  overMs: number;
  latencyMs: number;
  receiverConcurrency: number | null;
  receiverPerSecond: number | null;
  senderConcurrency: number | null;
}

const startingPolicy = RetryPolicy.parse({
  maxAttempts: 8,
  schedule: { kind: 'exponential', baseMs: 5000, factor: 4, capMs: 36_000_000 },
  jitter: { kind: 'none' },
});

export const startingDraft: SimulationDraft = {
  first: { provider: 'stripe', policy: startingPolicy },
  others: [],
  scenarioText: 'down 0-6h; then 200',
  seed: 1,
  deliveries: 1,
  overMs: 3_600_000,
  latencyMs: 50,
  receiverConcurrency: null,
  receiverPerSecond: null,
  senderConcurrency: null,
};

interface SimulateStore {
  draft: SimulationDraft;
  change(part: Partial<SimulationDraft>): void;
  replace(draft: SimulationDraft): void;
}

export const createSimulateStore = () =>
  create<SimulateStore>((set) => ({
    draft: startingDraft,
    change: (part) => set(({ draft }) => ({ draft: { ...draft, ...part } })),
    replace: (draft) => set({ draft }),
  }));

export const useSimulate = createSimulateStore();
