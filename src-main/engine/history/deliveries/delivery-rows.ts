import { z } from 'zod';
import { GivenAnswer } from '#core/delivery/answer.ts';
import { Target } from '#core/delivery/attempt.ts';
import { type DeliveryState, DeliverySummary, type VerdictMark } from '#core/delivery/delivery.ts';
import { RawHeaders } from '#core/http/headers.ts';
import { maskTarget } from '#core/http/mask-request.ts';
import { RetryPolicy } from '#core/retry/policy.ts';
import { StoredScheme } from '#core/signing/schemes/scheme.ts';
import { fromJson, fromJsonOrNothing, fromJsonOrNull } from '../database/json-column.ts';
import type { Tallies } from '../database/tallies.ts';
import { asStored, isoTime, storedTime, unreadable } from '../database/unreadable-row.ts';
import type { StoredDelivery } from './deliveries-repo.ts';
import { readVerdict } from './verdict-column.ts';

/** A row of `deliveries` as the file has it: its words may be anything until {@link readSummary} has looked. */
export interface DeliveryRow {
  key: number;
  delivery_id: string;
  direction: 'in' | 'out';
  webhook_id: string | null;
  provider: string;
  event_type: string | null;
  provider_delivery_id: string | null;
  method: string;
  target: string;
  content_type: string | null;
  body_bytes: number;
  verdict: VerdictMark;
  state: DeliveryState;
  status: number | null;
  duration_ms: number | null;
  attempts: number;
  received_at_ms: number;
  pinned: 0 | 1;
  duplicate_of: string | null;
  looks_like: string | null;
}

export const deliveryColumns = [
  'key',
  'delivery_id',
  'direction',
  'webhook_id',
  'provider',
  'event_type',
  'provider_delivery_id',
  'method',
  'target',
  'content_type',
  'body_bytes',
  'verdict',
  'state',
  'status',
  'duration_ms',
  'attempts',
  'received_at_ms',
  'pinned',
  'duplicate_of',
  'looks_like',
] as const;

/** A row of `requests`, without the body's bytes. */
export interface RequestRow {
  key: number;
  http_version: string;
  raw_headers: string;
  remote_address: string | null;
  verdict_detail: string | null;
  answer: string | null;
  send_target: string | null;
  retry_policy: string | null;
  secret_ref: string | null;
  scheme: string | null;
  event_id: string | null;
  body_file: string | null;
}

export const requestColumns = [
  'key',
  'http_version',
  'raw_headers',
  'remote_address',
  'verdict_detail',
  'answer',
  'send_target',
  'retry_policy',
  'secret_ref',
  'scheme',
  'event_id',
  'body_file',
] as const;

/** What is shown: of a caught request, the address without the credentials in it. */
export function toSummary(row: DeliveryRow): DeliverySummary {
  return {
    deliveryId: row.delivery_id,
    direction: row.direction,
    webhookId: row.webhook_id,
    provider: row.provider,
    eventType: row.event_type,
    providerDeliveryId: row.provider_delivery_id,
    method: row.method,
    target: row.direction === 'in' ? maskTarget(row.target) : row.target,
    contentType: row.content_type,
    bodyBytes: row.body_bytes,
    verdict: row.verdict,
    state: row.state,
    status: row.status,
    durationMs: row.duration_ms,
    attempts: row.attempts,
    receivedAt: isoTime(row.received_at_ms),
    pinned: row.pinned === 1,
    duplicateOf: row.duplicate_of,
    looksLike: row.looks_like,
  };
}

/** A row as read back. Throws UnreadableRow where it is none of ours. */
export function readSummary(row: DeliveryRow): DeliverySummary {
  storedTime(row.received_at_ms, 'received_at_ms');
  if (row.pinned !== 0 && row.pinned !== 1) throw unreadable('pinned', `${row.pinned} is neither 0 nor 1`);
  if (row.body_bytes < 0) throw unreadable('body_bytes', `${row.body_bytes} is no size`);
  return asStored(DeliverySummary, toSummary(row));
}

/**
 * Throws UnreadableRow. A verdict or an answer that can't be read only leaves its own place empty.
 *
 * @param bodyStart the first bytes of its body
 */
export function toStored(
  row: DeliveryRow,
  request: RequestRow,
  bodyStart: (bytes: number) => Uint8Array,
): StoredDelivery {
  return {
    summary: readSummary(row),
    target: row.target,
    httpVersion: request.http_version,
    rawHeaders: fromJson(RawHeaders, request.raw_headers, 'raw_headers'),
    remoteAddress: request.remote_address,
    receivedAtMs: row.received_at_ms,
    verdictDetail: readVerdict(request.verdict_detail, bodyStart),
    answer: fromJsonOrNothing(GivenAnswer, request.answer),
    sendTarget: fromJsonOrNull(Target, request.send_target, 'send_target'),
    retryPolicy: fromJsonOrNull(RetryPolicy, request.retry_policy, 'retry_policy'),
    secretRef: request.secret_ref,
    scheme: fromJsonOrNull(StoredScheme, request.scheme, 'scheme'),
    eventId: request.event_id,
  };
}

/** A terabyte: what claims to be larger is damaged, and must not spoil the sum. */
export const largestCountedBytes = 2 ** 40;

const countedBytes = ({ body_bytes: bytes }: DeliveryRow): number =>
  bytes >= 0 && bytes <= largestCountedBytes ? bytes : 0;

/** Counts a row in (+1) or out (-1). A change is the old one out and the new one in. */
export function tallyDelivery(tallies: Tallies, row: DeliveryRow, sign: 1 | -1): void {
  tallies.add('all', '', sign);
  tallies.add('bytes', '', sign * countedBytes(row));
  tallies.add('direction', row.direction, sign);
  tallies.add('provider', row.provider, sign);
  tallies.add('verdict', row.verdict, sign);
  tallies.add('state', row.state, sign);
  if (row.webhook_id !== null) tallies.add('webhook', row.webhook_id, sign);
  if (row.event_type !== null) tallies.add('event_type', row.event_type, sign);
  if (row.status !== null) tallies.add('status_class', String(Math.trunc(row.status / 100)), sign);
  if (row.pinned === 1) tallies.add('pinned', '1', sign);
}

/** Where a list goes on: the last row's key, opaque to callers. */
export const Cursor = z.coerce.number().int().nonnegative();
