import { type Attempt, AttemptOutcome, type AttemptReason, Phases, Target } from '#core/delivery/attempt.ts';
import { AttemptPlan } from '#core/delivery/attempt-plan.ts';
import { bodyPreview, previewBytes } from '#core/delivery/body-preview.ts';
import { RawHeaders } from '#core/http/headers.ts';
import { statusIn } from '#core/retry/status-set.ts';
import { fromJson, fromJsonOrNull } from '../database/json-column.ts';

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

/** A row of `attempts` without its bodies, and the id of its delivery. */
export interface AttemptRow {
  key: number;
  attempt_id: string;
  delivery_key: number;
  delivery_id: string;
  number: number;
  reason: AttemptReason;
  state: Attempt['state'];
  url: string;
  target: string;
  lane: string;
  position: number;
  plan: string;
  scheduled_at_ms: number;
  started_at_ms: number | null;
  duration_ms: number | null;
  request_method: string | null;
  request_target: string | null;
  request_headers: string | null;
  request_body_bytes: number | null;
  request_body_shared: 0 | 1;
  phases: string | null;
  outcome: string | null;
}

export const attemptColumns = `a.key, a.attempt_id, a.delivery_key, d.delivery_id, a.number, a.reason, a.state, a.url,
  a.target, a.lane, a.position, a.plan, a.scheduled_at_ms, a.started_at_ms, a.duration_ms, a.request_method,
  a.request_target, a.request_headers, a.request_body_bytes, a.request_body_shared, a.phases, a.outcome`;

/**
 * @param requestBody the first bytes of the request's body, at most {@link previewBytes}
 */
export function toAttempt(row: AttemptRow, requestBody: (row: AttemptRow) => Uint8Array): Attempt {
  const sent = row.request_method !== null && row.request_target !== null && row.request_headers !== null;
  const bodyBytes = row.request_body_bytes ?? 0;
  return {
    attemptId: row.attempt_id,
    deliveryId: row.delivery_id,
    number: row.number,
    reason: row.reason,
    state: row.state,
    url: row.url,
    scheduledAt: new Date(row.scheduled_at_ms).toISOString(),
    startedAt: row.started_at_ms === null ? null : new Date(row.started_at_ms).toISOString(),
    durationMs: row.duration_ms,
    request: sent
      ? {
          method: row.request_method ?? '',
          target: row.request_target ?? '',
          rawHeaders: fromJson(RawHeaders, row.request_headers ?? '[]'),
          bodyBytes,
          body: bodyPreview(requestBody(row), previewBytes, 0, bodyBytes),
        }
      : null,
    phases: fromJsonOrNull(Phases, row.phases),
    outcome: fromJsonOrNull(AttemptOutcome, row.outcome),
  };
}

/** What the policy of the attempt calls success; without a policy every 2xx is one. */
const usualSuccess = '200-299';

/** How an attempt that ended stands. */
export function finalState({ outcome }: FinishedAttempt, row: AttemptRow): Attempt['state'] {
  if (outcome.kind === 'failed') return outcome.code === 'cancelled' ? 'cancelled' : 'failed';
  const { policy } = fromJson(AttemptPlan, row.plan);
  return statusIn(policy?.success ?? usualSuccess, outcome.status) ? 'succeeded' : 'failed';
}

export const toQueued = (row: AttemptRow): QueuedAttempt => ({
  attemptId: row.attempt_id,
  deliveryId: row.delivery_id,
  number: row.number,
  reason: row.reason,
  url: row.url,
  target: fromJson(Target, row.target),
  scheduledAtMs: row.scheduled_at_ms,
  lane: row.lane,
  position: row.position,
  plan: fromJson(AttemptPlan, row.plan),
  state: row.state,
});
