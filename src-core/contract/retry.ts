import { z } from 'zod';
import { AttemptErrorCode } from '../delivery/attempt.ts';
import { DeliveryId } from '../delivery/ids.ts';
import { TargetInput } from '../delivery/target-input.ts';
import { Phases } from '../http/phases.ts';
import { IsoTime } from '../numbers/iso-time.ts';
import { Advice, AdviceTask } from '../retry/advice/advise.ts';
import { Capacity, CapacityTask } from '../retry/advice/capacity.ts';
import { ExportedPolicy, ExportTool } from '../retry/advice/export-policy.ts';
import { Goals } from '../retry/advice/goals.ts';
import { MeasuredIncident } from '../retry/incident/fit-incident.ts';
import { ReplayedIncident } from '../retry/incident/replay-incident.ts';
import { RetryPolicy } from '../retry/policy.ts';
import { Scenario } from '../retry/scenario.ts';
import {
  SimulatedAttempt,
  SimulatedDelivery,
  SimulatedMany,
  Simulation,
} from '../retry/simulation/simulation.ts';
import { GivenPolicy } from '../retry/usable-policy.ts';
import { call, push } from './define.ts';
import { EventInput } from './event-input.ts';
import { ObserverInput } from './gauntlet.ts';

/** A policy by itself, or a provider's own (its documented one, else our hint). */
const WhichPolicy = { policy: GivenPolicy.optional(), provider: z.string().optional() };

const SimulateInput = z.strictObject({
  ...WhichPolicy,
  /** The form, or its text: "503, 503, then 200", "down 0-2h: refuse; then 200". */
  scenario: z
    .union([Scenario, z.string().max(100_000)])
    .default({ rules: [], otherwise: { do: 'respond', status: 200, headers: [], body: '', delayMs: 0 } }),
  seed: Simulation.shape.seed,
  /** When virtual time begins, for dates in Retry-After headers; absent: now. */
  startsAt: IsoTime.optional(),
  deliveries: Simulation.shape.deliveries,
  arrivals: Simulation.shape.arrivals,
  receiver: Simulation.shape.receiver,
  sender: Simulation.shape.sender,
  /** Names the run in `retry.progress`, where the caller wants to follow it. */
  runId: z.string().max(100).optional(),
});

/** Whose policy was simulated, so that a guess is never shown as a fact. */
export const PolicyOrigin = z.enum(['given', 'provider', 'hint']);

/** One real attempt of a fast-forward, in virtual time. */
export const FastForwardAttempt = z.object({
  number: z.number().int(),
  /** Virtual, from the run's start. */
  startMs: z.number(),
  endMs: z.number(),
  /** When it really began. */
  startedAt: IsoTime,
  /** The time that its signature carries. */
  signedAt: IsoTime,
  status: z.number().int().nullable(),
  failed: AttemptErrorCode.nullable(),
  /** The failure in plain words. */
  message: z.string().nullable(),
  phases: Phases.nullable(),
  /** `sent` to the target, `played` by the scenario instead, or sent and its answer `lost` on purpose. */
  how: z.enum(['sent', 'played', 'lost']),
  /** Statuses that further copies got, sent at the same moment; null where one got no answer. */
  copies: z.array(z.number().int().nullable()),
  waitMs: z.number().nullable(),
  /** What the wait came from; null: the schedule alone, or no wait. */
  waitBecause: SimulatedAttempt.shape.waitBecause,
  /** What it told the target because it is a retry. */
  retryHeaders: SimulatedAttempt.shape.retryHeaders,
});
export type FastForwardAttempt = z.infer<typeof FastForwardAttempt>;

const FastForwardInput = z.strictObject({
  ...WhichPolicy,
  target: TargetInput,
  /** What is sent, composed as in deliveries.send. */
  event: z.strictObject(EventInput),
  /** Attempts that a rule of it catches are played, not sent: a network that fails before the handler. */
  scenario: z.union([Scenario, z.string().max(100_000)]).optional(),
  seed: z.number().int().default(1),
  /** Waits are so many times shorter than the policy says; `withinMs` finds the factor for a whole run of failures. */
  factor: z.number().min(1).max(1e9).optional(),
  withinMs: z.number().positive().max(3_600_000).default(8000),
  /** The clock of timestamps and signatures: the real one passes tolerance checks, the virtual one shows what they do. */
  timestamps: z.enum(['real', 'virtual']).default('real'),
  /** The first so many answers are cut off before they are read: did the handler do it twice? */
  loseAnswers: z.number().int().nonnegative().max(1000).default(0),
  /** Copies of the first attempt sent at the same moment. */
  copies: z.number().int().nonnegative().max(100).default(0),
  /** How long an attempt may really take, where the policy is more patient. */
  attemptTimeoutMs: z.number().int().positive().max(600_000).default(10_000),
  /** Where the handler's side effects are counted, for the verdict on idempotency. */
  observer: ObserverInput.optional(),
  /** How long work may take to show at the observer after the last answer. */
  settleMs: z.number().int().min(0).max(60_000).default(200),
  runId: z.string().max(100).optional(),
});

/** Which target an incident is read of, and what is played against it. */
const IncidentInput = z.strictObject({
  /** An origin stands for all addresses of it; an address with a path for that path alone. */
  target: z.url({ protocol: /^https?$/, error: 'an http:// or https:// address' }),
  /** ISO 8601, or a span back from now: 15m, 6h, 7d. */
  since: z.string().max(100).default('24h'),
  until: z.string().max(100).optional(),
  /** Each is played; none: only the fit is made. */
  policies: z.array(z.strictObject(WhichPolicy)).max(20).default([]),
  seed: Simulation.shape.seed,
  runId: z.string().max(100).optional(),
});

const AdviseInput = z.strictObject({
  /** As a form, or as people say them: "lose less than 0.1 % in a 6 h outage, under 50/s on return". */
  goals: z.union([Goals, z.array(z.string().max(1000)).min(1).max(20)]),
  deliveries: AdviceTask.shape.deliveries,
  candidates: AdviceTask.shape.candidates,
  seed: AdviceTask.shape.seed,
  runId: z.string().max(100).optional(),
});

const CapacityInput = z.strictObject({
  ...WhichPolicy,
  outageMs: CapacityTask.shape.outageMs,
  deliveries: CapacityTask.shape.deliveries.default(10_000),
  latencyMs: CapacityTask.shape.latencyMs.default(50),
  seed: z.number().int().default(1),
  runId: z.string().max(100).optional(),
});

/** A policy's replay of an incident. */
export const PolicyReplay = ReplayedIncident.extend({
  /** A provider's id; null where the policy was given. */
  provider: z.string().nullable(),
  name: z.string(),
  policy: RetryPolicy,
  policyOrigin: PolicyOrigin,
  sentence: z.string(),
});
export type PolicyReplay = z.infer<typeof PolicyReplay>;

/** Whether an event that reached the handler more than once was worked on once. */
export const IdempotencyVerdict = z.object({
  /** `not_judged`: it reached the handler once, or nothing counted what it did. */
  outcome: z.enum(['idempotent', 'not_idempotent', 'not_judged']),
  reason: z.string(),
  /** How often the handler was reached. */
  reached: z.number().int(),
  /** Work that the observer saw; null without one. */
  effects: z.number().nullable(),
});
export type IdempotencyVerdict = z.infer<typeof IdempotencyVerdict>;

export const retry = {
  simulate: call(
    'Play a policy against a scenario in virtual time. One delivery gives its attempts, many give distributions.',
    SimulateInput,
    SimulatedDelivery.partial().extend({
      deliveries: z.number().int(),
      policy: RetryPolicy,
      policyOrigin: PolicyOrigin,
      /** The policy is a provider's who publishes no timeout: its timeout is an assumption. */
      timeoutIsOurs: z.boolean(),
      scenario: Scenario,
      many: SimulatedMany.optional(),
      elapsedMs: z.number(),
    }),
  ),
  fastForward: call(
    "Run a policy for real against a target, its waits compressed. The target's answers decide what comes next.",
    FastForwardInput,
    z.object({
      result: z.enum(['succeeded', 'dead_letter']),
      reason: z.string().nullable(),
      /** The delivery that it left in the history, with every request and answer. */
      deliveryId: DeliveryId,
      idempotency: IdempotencyVerdict,
      attempts: z.array(FastForwardAttempt),
      totalMs: z.number(),
      factor: z.number(),
      policy: RetryPolicy,
      policyOrigin: PolicyOrigin,
      elapsedMs: z.number(),
    }),
  ),
  incident: call(
    "Fit a scenario to a target's history over a span, and play policies against it with the deliveries that came then.",
    IncidentInput,
    z.object({
      target: z.string(),
      since: IsoTime,
      until: IsoTime,
      measured: MeasuredIncident,
      scenario: Scenario,
      /** When the deliveries came, from `since`. */
      arrivalsMs: z.array(z.number()),
      replays: z.array(PolicyReplay),
      /** There were more attempts than are looked at: then the oldest are left out. */
      bounded: z.boolean(),
      elapsedMs: z.number(),
    }),
  ),
  advise: call(
    'Search for a policy that reaches goals in an outage: the one to take, and those that trade one goal for another.',
    AdviseInput,
    Advice.extend({ elapsedMs: z.number() }),
  ),
  capacity: call(
    'What a receiver has to bear when it comes back after an outage, and what becomes of one that bears less.',
    CapacityInput,
    Capacity.extend({ policy: RetryPolicy, policyOrigin: PolicyOrigin, elapsedMs: z.number() }),
  ),
  exportPolicy: call(
    "Write a policy as another tool's configuration, with what that tool does otherwise.",
    z.strictObject({ ...WhichPolicy, tool: ExportTool }),
    ExportedPolicy.extend({ policyOrigin: PolicyOrigin }),
  ),
  attempted: push(
    'An attempt of a fast-forward has ended.',
    z.object({ runId: z.string(), attempt: FastForwardAttempt }),
  ),
  progress: push(
    'How far a simulation has come.',
    z.object({ runId: z.string(), done: z.number().int(), total: z.number().int() }),
  ),
};
