import { z } from 'zod';
import { RetryPolicy } from '../policy.ts';
import { Scenario } from '../scenario.ts';
import type { SimulationHooks } from '../simulation/run.ts';
import { simulateMany } from '../simulation/simulate-many.ts';
import { type SimulatedMany, Simulation } from '../simulation/simulation.ts';

/** An incident and a policy to play against it. */
export const IncidentReplay = z.object({
  policy: RetryPolicy,
  scenario: Scenario,
  /** When deliveries came, from the scenario's start. */
  arrivalsMs: z.array(z.number().nonnegative()).min(1),
  /** Unix time of the scenario's start. */
  startsAtMs: z.number(),
  seed: z.number().int(),
});
export type IncidentReplay = z.infer<typeof IncidentReplay>;

const Spread = z.object({ mean: z.number(), least: z.number(), most: z.number() });

/** How a policy would have fared in an incident. */
export const ReplayedIncident = z.object({
  /** The incident was played so often, each time with other chances. */
  plays: z.number().int(),
  /** Deliveries of one play. */
  deliveries: z.number().int(),
  /** Deliveries lost in a play, and their share of all. */
  lost: Spread,
  lostShare: Spread,
  /** Lost because the endpoint was switched off when they came; among `lost`. */
  neverTried: Spread,
  attempts: Spread,
  /** Of what was delivered, from when it came: the middle of the plays. */
  timeToSuccessMs: z.object({
    p50: z.number().nullable(),
    p99: z.number().nullable(),
    max: z.number().nullable(),
  }),
  peakAttemptsPerSecond: z.number(),
  /** How the policy switched the endpoint off, where it did in any play. */
  switchedOff: z
    .object({
      plays: z.number().int(),
      /** From the scenario's start, the middle of the plays. */
      atMs: z.number(),
      because: z.string(),
      /** In any play nothing switched it on again. */
      forGood: z.boolean(),
    })
    .nullable(),
});
export type ReplayedIncident = z.infer<typeof ReplayedIncident>;

/** Deliveries over all plays, at least: so that a share of a thousandth shows. */
const wantedDeliveries = 10_000;
const fewestPlays = 5;
const mostPlays = 50;

const playsFor = (deliveries: number): number =>
  Math.min(mostPlays, Math.max(fewestPlays, Math.ceil(wantedDeliveries / deliveries)));

const spreadOf = (values: readonly number[]): z.infer<typeof Spread> => ({
  mean: values.reduce((sum, value) => sum + value, 0) / values.length,
  least: Math.min(...values),
  most: Math.max(...values),
});

function middle(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? null;
}

function switchedOffIn(plays: readonly SimulatedMany[]): ReplayedIncident['switchedOff'] {
  const off = plays.filter(({ timesOff }) => timesOff > 0);
  const [first] = off[0]?.offSpans ?? [];
  if (!first) return null;
  return {
    plays: off.length,
    atMs: middle(off.map(({ disabledAtMs }) => disabledAtMs)) ?? first.fromMs,
    because: first.because,
    forGood: off.some(({ offSpans }) => offSpans.at(-1)?.untilMs === null),
  };
}

/**
 * Plays a policy against a fitted incident, with the deliveries that came then, several times. Chance is in the measured mix and
 * in the policy's jitter; how far plays lie apart says how much of an answer is luck.
 */
export function replayIncident(
  { policy, scenario, arrivalsMs, startsAtMs, seed }: IncidentReplay,
  hooks: SimulationHooks = {},
): ReplayedIncident {
  const deliveries = arrivalsMs.length;
  const count = playsFor(deliveries);
  const plays = Array.from({ length: count }, (_, play) =>
    simulateMany(
      Simulation.parse({
        policy,
        scenario,
        seed: seed + play,
        startsAtMs,
        deliveries,
        arrivals: { atMs: arrivalsMs },
        receiver: { latencyMs: 0 },
      }),
      {
        isCancelled: () => hooks.isCancelled?.() === true,
        onProgress: (done) => hooks.onProgress?.(play * deliveries + done),
      },
    ),
  );
  const lost = plays.map(({ events, eventsSucceeded }) => events - eventsSucceeded);
  const times = (of: 'p50' | 'p99' | 'max') =>
    middle(plays.map(({ timeToSuccessMs }) => timeToSuccessMs[of]));
  return {
    plays: count,
    deliveries,
    lost: spreadOf(lost),
    lostShare: spreadOf(lost.map((events) => events / deliveries)),
    neverTried: spreadOf(plays.map(({ neverTried }) => neverTried)),
    attempts: spreadOf(plays.map(({ attempts }) => attempts)),
    timeToSuccessMs: { p50: times('p50'), p99: times('p99'), max: times('max') },
    peakAttemptsPerSecond: Math.max(...plays.map(({ load }) => load.peakAttemptsPerSecond)),
    switchedOff: switchedOffIn(plays),
  };
}
