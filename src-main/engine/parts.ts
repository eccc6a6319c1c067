import type { Crypto } from '#core/bytes/crypto.ts';
import type { EngineEvent } from '#core/contract/index.ts';
import type { QueueState } from '#core/contract/queue.ts';
import type { ReceiverStatus, Settings, SystemInfo } from '#core/contract/system.ts';
import type { Attempt, AttemptReason, Target } from '#core/delivery/attempt.ts';
import type { AttemptPlan } from '#core/delivery/attempt-plan.ts';
import type { AttemptsRepo, History } from './history/history.ts';

/** Wall-clock time, so that tests can turn it. */
export interface Clock {
  nowMs(): number;
}

/** Collects events and hands them on in batches (about 50 ms apart). */
export interface EventBus {
  emit(event: EngineEvent): void;
  subscribe(listener: (batch: EngineEvent[]) => void): () => void;
  /** Delivers what waits at once. */
  flush(): void;
}

/** Encrypts secrets at rest. `seal` and `open` are the host's (Electron's safeStorage) or AES-256-GCM's. */
export interface SecretBox {
  readonly kind: SystemInfo['secretsAtRest']['kind'];
  readonly description: string;
  seal(text: string): Buffer;
  /** Throws secret_undecryptable. */
  open(sealed: Buffer): string;
}

/** Secrets by reference. Clear text leaves it only to sign, to verify, and once at creation. */
export interface Vault {
  readonly box: SecretBox;
  /** Makes a secret in the provider's form. */
  generate(providerId: string): string;
  /** Keeps one; answers its reference. */
  keep(secret: string, options?: { webhookId?: string }): string;
  open(secretRef: string): string;
  /** Secrets that an endpoint accepts at `nowMs`, newest first. */
  accepted(webhookId: string, nowMs: number): string[];
  /** All it ever had, for the diagnosis ("signed with the secret that was rotated away"). */
  everUsed(webhookId: string): string[];
  fingerprints(webhookId: string, nowMs: number): string[];
  rotate(webhookId: string, providerId: string, overlapSeconds: number): string;
  replace(webhookId: string, secret: string): void;
}

export interface Receiver {
  status(): ReceiverStatus;
  /** Listens, or says in the status why not. Never throws for a taken port. */
  listen(host: string, port: number): Promise<ReceiverStatus>;
  close(): Promise<void>;
  urlOf(webhookId: string): string;
}

/** Everything one attempt needs; made by the queue. */
export interface SendRequest {
  target: Target;
  method: string;
  /** In the order they are sent. Host, Content-Length and Connection are added where absent. */
  rawHeaders: [string, string][];
  body: Uint8Array;
  signal?: AbortSignal;
  /** Cut the connection when the answer begins, before any of it is read: as a network does at the worst moment. */
  loseAnswer?: boolean;
}

/** A first attempt to be made. What is left out comes from the delivery: its policy and how it is signed. */
export interface Enqueue {
  deliveryId: string;
  target: Target;
  reason: AttemptReason;
  notBeforeMs?: number;
  plan?: Partial<Pick<AttemptPlan, 'policy' | 'sign' | 'edit' | 'retain'>>;
  /** Where it stands in line (queue/lanes.ts): by its target's origin where absent. */
  lane?: string;
  position?: number;
}

export interface Queue {
  /** Schedules the first attempt of a delivery; it begins at once unless the target is busy. */
  enqueue(attempt: Enqueue): Attempt;
  /** Resolves when the attempt has ended. */
  ended(attemptId: string): Promise<Attempt>;
  status(): QueueState;
  /** Begins no attempt until it is resumed, across restarts. What is under way goes on. */
  pause(): void;
  resume(): void;
  /** Makes the scheduled attempts of a delivery due at once. Answers how many. */
  runNow(deliveryId: string): number;
  /** Ends the scheduled and the running attempts of a delivery. Answers how many. */
  cancel(deliveryId: string): number;
  /** Lets a held attempt go, edits it or moves it; the delivery's state follows. */
  amend(attemptId: string, change: Parameters<AttemptsRepo['amend']>[1]): Attempt;
  /** Ends one scheduled attempt. */
  drop(attemptId: string): void;
  /** Takes up what an earlier run left. Without it only what is enqueued in this run is made. */
  start(): void;
  close(): Promise<void>;
}

export interface SettingsStore {
  get(): Settings;
  update(change: Partial<Settings>): Settings;
  onChange(listener: (settings: Settings) => void): () => void;
}

/** What the handlers are made of. */
export interface EngineParts {
  readonly host: SystemInfo['host'];
  readonly version: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly crypto: Crypto;
  readonly events: EventBus;
  readonly history: History;
  readonly vault: Vault;
  readonly settings: SettingsStore;
  readonly receiver: Receiver;
  readonly queue: Queue;
}
