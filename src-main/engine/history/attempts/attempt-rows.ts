import { z } from 'zod';
import {
  Attempt,
  AttemptKeptBy,
  AttemptOutcome,
  type AttemptReason,
  AttemptSequel,
  Target,
} from '#core/delivery/attempt.ts';
import { AttemptPlan } from '#core/delivery/attempt-plan.ts';
import { bodyPreview, previewBytes } from '#core/delivery/body-preview.ts';
import { RawHeaders } from '#core/http/headers.ts';
import { Phases } from '#core/http/phases.ts';
import { statusIn } from '#core/retry/status-set.ts';
import { fromJson, fromJsonOrNothing, fromJsonOrNull } from '../database/json-column.ts';
import { asStored, isTime, storedTime, unreadable } from '../database/unreadable-row.ts';

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
  /** Whether it was begun. */
  made: boolean;
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
  sequel: string | null;
  kept_by: string | null;
}

export const attemptColumns = `a.key, a.attempt_id, a.delivery_key, d.delivery_id, a.number, a.reason, a.state, a.url,
  a.target, a.lane, a.position, a.plan, a.scheduled_at_ms, a.started_at_ms, a.duration_ms, a.request_method,
  a.request_target, a.request_headers, a.request_body_bytes, a.request_body_shared, a.phases, a.outcome, a.sequel, a.kept_by`;

/**
 * An attempt as the contract has it.
 *
 * @throws UnreadableRow
 * @param requestBody the first bytes of the request's body, at most {@link previewBytes}
 */
export function toAttempt(row: AttemptRow, requestBody: (row: AttemptRow) => Uint8Array): Attempt {
  const sent = row.request_method !== null && row.request_target !== null && row.request_headers !== null;
  const bodyBytes = row.request_body_bytes ?? 0;
  return asStored(Attempt, {
    attemptId: row.attempt_id,
    deliveryId: row.delivery_id,
    number: row.number,
    reason: row.reason,
    state: row.state,
    url: row.url,
    scheduledAt: storedTime(row.scheduled_at_ms, 'scheduled_at_ms'),
    startedAt: row.started_at_ms === null ? null : storedTime(row.started_at_ms, 'started_at_ms'),
    durationMs: row.duration_ms,
    request: sent
      ? {
          method: row.request_method ?? '',
          target: row.request_target ?? '',
          rawHeaders: fromJson(RawHeaders, row.request_headers ?? '[]', 'request_headers'),
          bodyBytes,
          body: bodyPreview(requestBody(row), previewBytes, 0, bodyBytes),
        }
      : null,
    phases: fromJsonOrNothing(Phases, row.phases),
    outcome: fromJsonOrNull(AttemptOutcome, row.outcome, 'outcome'),
    sequel: fromJsonOrNothing(AttemptSequel, row.sequel),
    keptBy: AttemptKeptBy.nullable().catch(null).parse(row.kept_by),
  });
}

/** What the policy of the attempt calls success; without a policy every 2xx is one. */
const usualSuccess = '200-299';

/** How an attempt that ended stands. */
export function finalState({ outcome }: FinishedAttempt, row: AttemptRow): Attempt['state'] {
  if (outcome.kind === 'failed') return outcome.code === 'cancelled' ? 'cancelled' : 'failed';
  const { policy } = fromJson(AttemptPlan, row.plan, 'plan');
  return statusIn(policy?.success ?? usualSuccess, outcome.status) ? 'succeeded' : 'failed';
}

/** What of a row the queue acts on, beside its JSON. */
const QueuedValues = Attempt.pick({
  attemptId: true,
  deliveryId: true,
  number: true,
  reason: true,
  state: true,
}).extend({
  url: z.url(),
  lane: z.string().min(1),
  position: z.number(),
});

/** An attempt as the queue sees it. Throws UnreadableRow. */
export function toQueued(row: AttemptRow): QueuedAttempt {
  if (!isTime(row.scheduled_at_ms)) throw unreadable('scheduled_at_ms', `${row.scheduled_at_ms} is no time`);
  const { attempt_id: attemptId, delivery_id: deliveryId, number, reason, state, url, lane, position } = row;
  return {
    ...asStored(QueuedValues, { attemptId, deliveryId, number, reason, state, url, lane, position }),
    target: fromJson(Target, row.target, 'target'),
    scheduledAtMs: row.scheduled_at_ms,
    plan: fromJson(AttemptPlan, row.plan, 'plan'),
    made: row.started_at_ms !== null,
  };
}
