import { z } from 'zod';
import { Answer, FixedAnswer, GivenAnswer } from '../delivery/answer.ts';
import { Attempt, AttemptErrorCode, AttemptOutcome, AttemptReason, Target } from '../delivery/attempt.ts';
import { BodyPreview } from '../delivery/body-preview.ts';
import {
  Delivery,
  DeliveryState,
  DeliverySummary,
  Direction,
  RejectedRequest,
  RejectionReason,
  TimelineEntry,
  VerdictMark,
  WireRequest,
} from '../delivery/delivery.ts';
import { Access, Endpoint, Enforce, Forward, ForwardRoute, HandshakeValues } from '../delivery/endpoint.ts';
import { DeliveryFilter } from '../delivery/filter/delivery-filter.ts';
import { DeliveriesOverview, TargetOverview } from '../delivery/overview.ts';
import { RawHeaders } from '../http/headers.ts';
import { Phases } from '../http/phases.ts';
import { Json } from '../json/value.ts';
import { EventType, HandshakeRule, Provider } from '../providers/provider.ts';
import { AdvisedPolicy, Scores } from '../retry/advice/advise.ts';
import { CapacityPoint } from '../retry/advice/capacity.ts';
import { ExportTool } from '../retry/advice/export-policy.ts';
import { Goals } from '../retry/advice/goals.ts';
import { MeasuredIncident } from '../retry/incident/fit-incident.ts';
import { Jitter, RetryPolicy, Schedule } from '../retry/policy.ts';
import { Behaviour, MeasuredWindow, Scenario, ScenarioRule } from '../retry/scenario.ts';
import {
  Arrivals,
  ReceiverModel,
  SenderModel,
  SimulatedAttempt,
  SimulatedDelivery,
  SimulatedMany,
  WatchedLoad,
} from '../retry/simulation/simulation.ts';
import { Locator, Scheme, TimestampRule } from '../signing/schemes/scheme.ts';
import {
  ByteChange,
  Cause,
  ContentPart,
  Diagnosis,
  Verdict,
  VerdictCode,
  VerdictStep,
} from '../signing/verify/verdict.ts';
import { RequestPreview } from './deliveries.ts';
import { ProviderSummary } from './providers.ts';
import { HeldAttempt, QueueState } from './queue.ts';
import { FastForwardAttempt, PolicyReplay } from './retry.ts';
import { Counts, ReceiverStatus, Settings, SystemInfo } from './system.ts';

const named = {
  Access,
  AdvisedPolicy,
  Answer,
  Arrivals,
  Attempt,
  AttemptErrorCode,
  AttemptOutcome,
  AttemptReason,
  Behaviour,
  BodyPreview,
  ByteChange,
  CapacityPoint,
  Cause,
  ContentPart,
  Counts,
  DeliveriesOverview,
  Delivery,
  DeliveryFilter,
  DeliveryState,
  DeliverySummary,
  Diagnosis,
  Direction,
  Endpoint,
  Enforce,
  EventType,
  ExportTool,
  FastForwardAttempt,
  FixedAnswer,
  Forward,
  ForwardRoute,
  GivenAnswer,
  Goals,
  HandshakeRule,
  HandshakeValues,
  HeldAttempt,
  Jitter,
  Json,
  Locator,
  MeasuredIncident,
  MeasuredWindow,
  Phases,
  PolicyReplay,
  Provider,
  ProviderSummary,
  QueueState,
  RawHeaders,
  ReceiverModel,
  ReceiverStatus,
  RejectedRequest,
  RejectionReason,
  RequestPreview,
  RetryPolicy,
  Scenario,
  ScenarioRule,
  Schedule,
  Scheme,
  Scores,
  SenderModel,
  Settings,
  SimulatedAttempt,
  SimulatedDelivery,
  SimulatedMany,
  SystemInfo,
  Target,
  TargetOverview,
  TimelineEntry,
  TimestampRule,
  Verdict,
  VerdictCode,
  VerdictMark,
  VerdictStep,
  WatchedLoad,
  WireRequest,
};

/** The types of the contract that have a name of their own in its documents: one place each, however often they are used. */
export const namedTypes = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(named)) namedTypes.add(schema, { id });
