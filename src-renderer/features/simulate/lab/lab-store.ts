import { create } from 'zustand';
import type { PolicyChoice } from '../simulate-store.ts';
import { startingDraft } from '../simulate-store.ts';

/** What is done on the Simulate screen. */
export const labModes = ['play', 'incident', 'advise', 'capacity'] as const;
export type LabMode = (typeof labModes)[number];

export interface IncidentDraft {
  target: string;
  /** ISO 8601, or a span back from now; as the engine reads it. */
  since: string;
  /** Empty: now. */
  until: string;
  /** Providers whose policies are played. */
  providers: readonly string[];
}

export interface AdviseDraft {
  outageMs: number;
  maxLossPercent: number | null;
  maxPerSecond: number | null;
  deliveredWithinMs: number | null;
  maxAttempts: number;
  deliveries: number;
}

export interface CapacityDraft {
  policy: PolicyChoice;
  outageMs: number;
  deliveries: number;
  latencyMs: number;
}

interface LabStore {
  mode: LabMode;
  incident: IncidentDraft;
  advise: AdviseDraft;
  capacity: CapacityDraft;
  setMode(mode: LabMode): void;
  changeIncident(part: Partial<IncidentDraft>): void;
  changeAdvise(part: Partial<AdviseDraft>): void;
  changeCapacity(part: Partial<CapacityDraft>): void;
}

const hourMs = 3_600_000;

/** The forms of the retry lab, kept while other screens are shown. */
export const useLab = create<LabStore>((set) => ({
  mode: 'play',
  incident: { target: '', since: '24h', until: '', providers: ['stripe', 'shopify', 'standard-webhooks'] },
  advise: {
    outageMs: 6 * hourMs,
    maxLossPercent: 0.1,
    maxPerSecond: 50,
    deliveredWithinMs: 600_000,
    maxAttempts: 60,
    deliveries: 10_000,
  },
  capacity: { policy: startingDraft.first, outageMs: 6 * hourMs, deliveries: 10_000, latencyMs: 50 },
  setMode: (mode) => set({ mode }),
  changeIncident: (part) => set(({ incident }) => ({ incident: { ...incident, ...part } })),
  changeAdvise: (part) => set(({ advise }) => ({ advise: { ...advise, ...part } })),
  changeCapacity: (part) => set(({ capacity }) => ({ capacity: { ...capacity, ...part } })),
}));
