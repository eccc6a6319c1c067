import type { RawHeaders } from '#core/contract/define.ts';
import type { DeliveryFilter } from '#core/contract/deliveries.ts';
import type { Counts } from '#core/contract/system.ts';
import type { Answer, GivenAnswer } from '#core/delivery/answer.ts';
import type { Attempt, AttemptOutcome, AttemptReason, Phases, Target } from '#core/delivery/attempt.ts';
import type { AttemptPlan } from '#core/delivery/attempt-plan.ts';
import type {
  DeliveryState,
  DeliverySummary,
  RejectedRequest,
  RejectionReason,
  VerdictMark,
} from '#core/delivery/delivery.ts';
import type { Access, Enforce, Forward, HandshakeValues } from '#core/delivery/endpoint.ts';
import type { EndedAttempt } from '#core/delivery/overview.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import type { Scheme } from '#core/signing/scheme.ts';
import type { Verdict } from '#core/signing/verdict.ts';

/** The SQLite side of the engine: one repo a table, times in epoch milliseconds, bodies as bytes. */
export interface History {
  readonly deliveries: DeliveriesRepo;
  readonly attempts: AttemptsRepo;
  readonly endpoints: EndpointsRepo;
  readonly secrets: SecretsRepo;
  readonly rejected: RejectedRepo;
  readonly settings: SettingsRepo;
  counts(): Counts;
  /** Makes several writes one: all are kept or none, whatever happens in between. Nests. */
  transaction<T>(work: () => T): T;
  /** `normal` or `full` (fsync per commit). */
  setDurability(level: 'normal' | 'full'): void;
  /** Flushes what waits, stops the index worker, closes the file. */
  close(): Promise<void>;
}

/** A request as it came off the wire, with what was found out about it before it is kept. */
export interface NewCapture {
  deliveryId: string;
  webhookId: string;
  provider: string;
  method: string;
  target: string;
  httpVersion: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
  remoteAddress: string | null;
  receivedAtMs: number;
  contentType: string | null;
  eventType: string | null;
  providerDeliveryId: string | null;
  verdict: VerdictMark;
  /** Kept whole so that it can be shown after the secret was rotated away; without `expected` secrets of any kind. */
  verdictDetail: Verdict | null;
  looksLike: string | null;
  /** Null while a scripted answer is still to be played; see recordAnswer. */
  answer: GivenAnswer | null;
  state: DeliveryState;
}

/** An event composed here, before its first attempt. */
export interface NewOutgoing {
  deliveryId: string;
  provider: string;
  eventType: string | null;
  method: string;
  url: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
  contentType: string | null;
  createdAtMs: number;
  sendTarget: Target;
  retryPolicy: RetryPolicy | null;
  /** Vault reference of the secret that each attempt is signed with; null: unsigned. */
  secretRef: string | null;
  scheme: Scheme | null;
  /** Kept across attempts: the event's id in signed content and headers. */
  eventId: string | null;
}

/** A delivery as stored: the summary and what only the detail needs. */
export interface StoredDelivery {
  summary: DeliverySummary;
  httpVersion: string;
  rawHeaders: RawHeaders;
  remoteAddress: string | null;
  receivedAtMs: number;
  verdictDetail: Verdict | null;
  answer: GivenAnswer | null;
  sendTarget: Target | null;
  retryPolicy: RetryPolicy | null;
  secretRef: string | null;
  scheme: Scheme | null;
  eventId: string | null;
}

export interface DeliveriesRepo {
  /**
   * Resolves when the capture is committed; captures of one turn of the event loop share a transaction. `duplicateOf` is
   * the first delivery with the same webhook and provider delivery id. Rejects where it could not be kept.
   */
  capture(capture: NewCapture): Promise<DeliverySummary>;
  insertOutgoing(outgoing: NewOutgoing): DeliverySummary;
  recordAnswer(deliveryId: string, answer: GivenAnswer): DeliverySummary;
  setState(
    deliveryId: string,
    state: DeliveryState,
    last?: { status: number | null; durationMs: number | null },
  ): DeliverySummary;
  find(deliveryId: string): StoredDelivery | undefined;
  /** Throws delivery_not_found. */
  get(deliveryId: string): StoredDelivery;
  /** The raw body, whole. Bodies above a bound live in files beside the database. */
  body(deliveryId: string): Buffer;
  bodyRange(deliveryId: string, offsetBytes: number, lengthBytes: number): Buffer;
  list(
    filter: DeliveryFilter,
    paging: { limit: number; after?: string | undefined },
    nowMs: number,
  ): { items: DeliverySummary[]; next: string | null };
  search(
    filter: DeliveryFilter & { search: string },
    paging: { limit: number; after?: string | undefined },
    nowMs: number,
    signal?: AbortSignal,
  ): Promise<{
    items: { delivery: DeliverySummary; snippet: string | null }[];
    next: string | null;
    unindexed: number;
  }>;
  setPinned(deliveryId: string, pinned: boolean): DeliverySummary;
  count(filter: DeliveryFilter, nowMs: number): number;
  /** The places in a list at which each stretch of `everyRows` begins, in small steps. Search words are left out. */
  outline(
    filter: DeliveryFilter,
    stretches: { everyRows: number; after?: string | undefined },
    nowMs: number,
    signal?: AbortSignal,
  ): Promise<string[]>;
  /** Deletes in small steps; answers the ids. */
  delete(deliveryIds: string[]): string[];
  deleteWhere(filter: DeliveryFilter, nowMs: number): Promise<number>;
  /** Trims by settings in small steps, oldest first; pinned ones and those with pending attempts stay. Answers how many went. */
  trim(
    bounds: { maxDeliveries: number | null; maxAgeDays: number | null; maxBytes: number | null },
    nowMs: number,
  ): Promise<number>;
  /** All that fit, oldest first, one at a time, for export. */
  iterate(filter: DeliveryFilter, nowMs: number): Iterable<StoredDelivery>;
  /** For import: keeps id and times as given; false where the id is already there. */
  insertImported(delivery: StoredDelivery, body: Uint8Array): boolean;
}

export interface NewAttempt {
  attemptId: string;
  deliveryId: string;
  number: number;
  reason: AttemptReason;
  url: string;
  target: Target;
  scheduledAtMs: number;
  /** The line it stands in; attempts of a lane share a bound and, where it is ordered, their order (queue/lanes.ts). */
  lane: string;
  /** Its place in an ordered lane: smaller goes first. Retries inherit it. */
  position: number;
  plan: AttemptPlan;
}

/** A row of the queue: an attempt with what the sender needs to make it. */
export interface QueuedAttempt extends NewAttempt {
  state: Attempt['state'];
}

export interface FinishedAttempt {
  durationMs: number;
  request: { method: string; target: string; rawHeaders: RawHeaders; body: Uint8Array };
  phases: Phases;
  outcome: AttemptOutcome;
  /** The response's body as kept (the outcome holds its preview). */
  responseBody: Uint8Array;
}

export interface AttemptsRepo {
  schedule(attempt: NewAttempt): Attempt;
  /** Marks as running, committed before the socket opens, so that a crash shows as `interrupted`. False where it no longer waits. */
  start(attemptId: string, startedAtMs: number): boolean;
  finish(attemptId: string, finished: FinishedAttempt): Attempt;
  /** Ends a scheduled attempt without making it. */
  cancel(attemptId: string, atMs: number): Attempt;
  /** Changes a scheduled attempt. */
  amend(
    attemptId: string,
    change: Partial<Pick<NewAttempt, 'scheduledAtMs' | 'lane' | 'position' | 'plan' | 'reason' | 'target'>>,
  ): Attempt;
  of(deliveryId: string): Attempt[];
  find(attemptId: string): Attempt | undefined;
  responseBody(attemptId: string): Buffer;
  /** Attempts that were made and ended, the newest first, for an overview. */
  recentEnded(limit: number): EndedAttempt[];
  /** One attempt as the queue sees it, in any state. */
  queued(attemptId: string): QueuedAttempt | undefined;
  /** All of a delivery as the queue sees them, oldest first. */
  queuedOf(deliveryId: string): QueuedAttempt[];
  /** Lanes that have scheduled attempts. */
  lanes(): string[];
  /** Scheduled attempts of a lane, by due time (then position) or by position. Reads no more rows than `limit`. */
  scheduledIn(lane: string, by: 'time' | 'position', limit: number): QueuedAttempt[];
  /** The largest position there is; 0 without any. */
  lastPosition(): number;
  /** At start: attempts that were running when the engine died become failed with code `interrupted`. Answers them. */
  closeInterrupted(atMs: number): QueuedAttempt[];
}

export interface EndpointRow {
  webhookId: string;
  name: string;
  provider: string;
  active: boolean;
  createdBy: 'user' | 'agent';
  createdAtMs: number;
  updatedAtMs: number;
  scheme: Scheme | null;
  enforce: Enforce;
  answer: Answer;
  answerSetAtMs: number;
  forward: Forward | null;
  access: Access;
  /** Values agreed with the provider for its handshakes. */
  handshake: HandshakeValues;
}

export interface EndpointsRepo {
  insert(row: EndpointRow): void;
  update(row: EndpointRow): void;
  find(webhookId: string): EndpointRow | undefined;
  /** Throws endpoint_not_found. */
  get(webhookId: string): EndpointRow;
  list(): EndpointRow[];
  /** Deliveries caught by it and the time of the last. */
  activity(webhookId: string): { deliveries: number; lastDeliveryAtMs: number | null };
}

/** Secrets encrypted by the vault; the repo sees no clear text. */
export interface SecretRow {
  secretRef: string;
  /** The endpoint whose secret it is; null: kept for an `out` delivery or a forward route. */
  webhookId: string | null;
  sealed: Buffer;
  fingerprint: string;
  createdAtMs: number;
  /** Not accepted from then on; null: current. */
  retiresAtMs: number | null;
}

export interface SecretsRepo {
  insert(row: SecretRow): void;
  find(secretRef: string): SecretRow | undefined;
  /** All that an endpoint ever had, newest first. */
  ofEndpoint(webhookId: string): SecretRow[];
  /** Retires the current ones at `atMs`. */
  retire(webhookId: string, atMs: number): void;
}

export interface NewRejected {
  rejectedId: string;
  reason: RejectionReason;
  explanation: string;
  status: number | null;
  webhookId: string | null;
  provider: string | null;
  method: string;
  target: string;
  httpVersion: string;
  rawHeaders: RawHeaders;
  /** As much as was read, up to a bound. */
  body: Uint8Array;
  bodyBytes: number;
  remoteAddress: string | null;
  receivedAtMs: number;
  verdictDetail: Verdict | null;
}

export interface RejectedRepo {
  /** Grouped as captures are, but nobody waits for it. Keeps the newest of a stated bound. */
  record(rejected: NewRejected): void;
  list(
    filter: { webhookId?: string | undefined },
    paging: { limit: number; after?: string | undefined },
  ): { items: RejectedRequest[]; next: string | null };
  /** Throws rejected_not_found. */
  get(rejectedId: string): { request: RejectedRequest; body: Buffer; verdictDetail: Verdict | null };
  flush(): void;
}

/** Small named JSON values. */
export interface SettingsRepo {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}
