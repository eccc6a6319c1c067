import type { Database } from 'better-sqlite3';
import type { DeliveryState, DeliverySummary } from '#core/delivery/delivery.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { AnswerCount } from '../answer-counts-repo.ts';
import { createCommitGroup } from '../database/commit-group.ts';
import { toJson, toJsonOrNull } from '../database/json-column.ts';
import type { Writer } from '../database/writer.ts';
import { type BodyStore, inlineBodyBytes } from './body-store.ts';
import type { DeliveriesRepo, NewCapture, NewOutgoing, StoredDelivery } from './deliveries-repo.ts';
import { createDeliveryInsert, emptyRequest, emptyRow, type KeptBody } from './delivery-insert.ts';
import type { DeliveryKeys } from './delivery-keys.ts';
import { type DeliveryRow, type RequestRow, tallyDelivery, toSummary } from './delivery-rows.ts';
import { verdictColumn } from './verdict-column.ts';

export type DeliveryWrites = Pick<
  DeliveriesRepo,
  'capture' | 'insertOutgoing' | 'recordAnswer' | 'setState' | 'setPinned' | 'insertImported'
> & {
  /** An attempt began. Within a transaction. */
  countAttempt(deliveryKey: number): void;
  flush(): void;
};

export function createDeliveryWrites(parts: {
  db: Database;
  writer: Writer;
  keys: DeliveryKeys;
  bodies: BodyStore;
  onWaiting: (count: number) => void;
  nowMs: () => number;
  countAnswer: (webhookId: string, count: AnswerCount) => void;
}): DeliveryWrites {
  const { db, writer, keys, bodies } = parts;
  const { insert, firstLike } = createDeliveryInsert(db, writer.tallies);
  const byId = db.prepare<[string], DeliveryRow>('SELECT * FROM deliveries WHERE delivery_id = ?');
  const byKey = db.prepare<[number], DeliveryRow>('SELECT * FROM deliveries WHERE key = ?');
  const change = db.prepare<[DeliveryState, number | null, number | null, 0 | 1, number, number]>(
    'UPDATE deliveries SET state = ?, status = ?, duration_ms = ?, pinned = ?, attempts = ? WHERE key = ?',
  );
  const setAnswer = db.prepare<[string, number]>('UPDATE requests SET answer = ? WHERE key = ?');
  const logForIndex = db.prepare<[number]>('INSERT INTO index_log (key) VALUES (?)');

  function keepSync(body: Uint8Array): KeptBody {
    return body.length <= inlineBodyBytes
      ? { body, file: null }
      : { body: null, file: bodies.writeSync(body) };
  }

  /** Writes what changed of a row, counts included, and answers the new summary. */
  function update(deliveryId: string, changed: Partial<DeliveryRow>, alsoWrite?: (key: number) => void) {
    return writer.transaction((): DeliverySummary => {
      const old = byId.get(deliveryId);
      if (!old) throw notFound(deliveryId);
      const row: DeliveryRow = { ...old, ...changed };
      change.run(row.state, row.status, row.duration_ms, row.pinned, row.attempts, row.key);
      tallyDelivery(writer.tallies, old, -1);
      tallyDelivery(writer.tallies, row, 1);
      alsoWrite?.(row.key);
      return toSummary(row);
    });
  }

  function insertCapture({ capture, kept }: { capture: NewCapture; kept: KeptBody }): DeliverySummary {
    const duplicateOf = firstLike(capture.webhookId, capture.providerDeliveryId);
    const row: DeliveryRow = {
      ...emptyRow,
      key: keys.next(capture.receivedAtMs),
      delivery_id: capture.deliveryId,
      direction: 'in',
      webhook_id: capture.webhookId,
      provider: capture.provider,
      event_type: capture.eventType,
      provider_delivery_id: capture.providerDeliveryId,
      method: capture.method,
      target: capture.target,
      content_type: capture.contentType,
      body_bytes: capture.body.length,
      verdict: capture.verdict,
      state: duplicateOf === null ? capture.state : (capture.stateOfRepeat ?? capture.state),
      status: capture.answer?.status ?? null,
      duration_ms: capture.answer?.durationMs ?? null,
      received_at_ms: Math.floor(capture.receivedAtMs),
      looks_like: capture.looksLike,
      duplicate_of: duplicateOf,
    };
    const request = {
      ...emptyRequest,
      http_version: capture.httpVersion,
      raw_headers: toJson(capture.rawHeaders),
      remote_address: capture.remoteAddress,
      verdict_detail: capture.verdictDetail && verdictColumn(capture.verdictDetail),
      answer: toJsonOrNull(capture.answer),
    };
    insert(row, request, kept);
    if (capture.answerCount) parts.countAnswer(capture.webhookId, capture.answerCount);
    return toSummary(row);
  }

  const captures = createCommitGroup(writer, insertCapture, parts.onWaiting);

  return {
    async capture(capture) {
      const kept: KeptBody =
        capture.body.length <= inlineBodyBytes
          ? { body: capture.body, file: null }
          : { body: null, file: await bodies.write(capture.body) };
      return captures.add({ capture, kept });
    },

    insertOutgoing(outgoing) {
      const kept = keepSync(outgoing.body);
      return writer.transaction(() => {
        const row = outgoingRow(outgoing, keys.next(outgoing.createdAtMs));
        insert(row, outgoingRequest(outgoing), kept);
        return toSummary(row);
      });
    },

    insertImported(delivery, body) {
      return writer.transaction(() => {
        if (byId.get(delivery.summary.deliveryId)) return false;
        const row = importedRow(delivery, body.length, keys.past(delivery.receivedAtMs, parts.nowMs()));
        insert(row, importedRequest(delivery), keepSync(body));
        logForIndex.run(row.key);
        return true;
      });
    },

    recordAnswer: (deliveryId, answer) =>
      update(deliveryId, { status: answer.status, duration_ms: answer.durationMs }, (key) => {
        setAnswer.run(toJson(answer), key);
      }),

    setState: (deliveryId, state, last) =>
      update(deliveryId, last ? { state, status: last.status, duration_ms: last.durationMs } : { state }),

    setPinned: (deliveryId, pinned) => update(deliveryId, { pinned: pinned ? 1 : 0 }),

    countAttempt(deliveryKey) {
      const row = byKey.get(deliveryKey);
      if (row) change.run(row.state, row.status, row.duration_ms, row.pinned, row.attempts + 1, row.key);
    },

    flush: captures.flush,
  };
}

export const notFound = (deliveryId: string): TackleboxError =>
  new TackleboxError('delivery_not_found', `There is no delivery ${deliveryId}. It may have been deleted.`);

const outgoingRow = (outgoing: NewOutgoing, key: number): DeliveryRow => ({
  ...emptyRow,
  key,
  delivery_id: outgoing.deliveryId,
  direction: 'out',
  provider: outgoing.provider,
  event_type: outgoing.eventType,
  method: outgoing.method,
  target: outgoing.url,
  content_type: outgoing.contentType,
  body_bytes: outgoing.body.length,
  state: 'pending',
  received_at_ms: Math.floor(outgoing.createdAtMs),
});

const outgoingRequest = (outgoing: NewOutgoing): Omit<RequestRow, 'key' | 'body_file'> => ({
  ...emptyRequest,
  http_version: '1.1',
  raw_headers: toJson(outgoing.rawHeaders),
  send_target: toJson(outgoing.sendTarget),
  retry_policy: toJsonOrNull(outgoing.retryPolicy),
  secret_ref: outgoing.secretRef,
  scheme: toJsonOrNull(outgoing.scheme),
  event_id: outgoing.eventId,
});

/** Attempts don't travel with an export, so nothing here is still to be done. */
function settledState({ state, direction }: DeliverySummary): DeliveryState {
  const unsettled = state === 'pending' || state === 'retrying' || state === 'retained' || state === 'held';
  if (!unsettled) return state;
  return direction === 'in' ? 'received' : 'cancelled';
}

const importedRow = (
  { summary, target, receivedAtMs }: StoredDelivery,
  bodyBytes: number,
  key: number,
): DeliveryRow => ({
  key,
  delivery_id: summary.deliveryId,
  direction: summary.direction,
  webhook_id: summary.webhookId,
  provider: summary.provider,
  event_type: summary.eventType,
  provider_delivery_id: summary.providerDeliveryId,
  method: summary.method,
  target,
  content_type: summary.contentType,
  body_bytes: bodyBytes,
  verdict: summary.verdict,
  state: settledState(summary),
  status: summary.status,
  duration_ms: summary.durationMs,
  attempts: 0,
  received_at_ms: Math.floor(receivedAtMs),
  pinned: summary.pinned ? 1 : 0,
  duplicate_of: summary.duplicateOf,
  looks_like: summary.looksLike,
});

/** Secrets stay with the vault that keeps them. */
const importedRequest = (delivery: StoredDelivery): Omit<RequestRow, 'key' | 'body_file'> => ({
  http_version: delivery.httpVersion,
  raw_headers: toJson(delivery.rawHeaders),
  remote_address: delivery.remoteAddress,
  verdict_detail: delivery.verdictDetail && verdictColumn(delivery.verdictDetail),
  answer: toJsonOrNull(delivery.answer),
  send_target: toJsonOrNull(delivery.sendTarget),
  retry_policy: toJsonOrNull(delivery.retryPolicy),
  secret_ref: null,
  scheme: toJsonOrNull(delivery.scheme),
  event_id: delivery.eventId,
});
