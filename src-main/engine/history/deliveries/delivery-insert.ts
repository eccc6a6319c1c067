import type { Database } from 'better-sqlite3';
import type { Tallies } from '../database/tallies.ts';
import {
  type DeliveryRow,
  deliveryColumns,
  type RequestRow,
  requestColumns,
  tallyDelivery,
} from './delivery-rows.ts';

/** A body as its row holds it: in the row, or by the name of its file. */
export type KeptBody = { body: Uint8Array | null; file: null } | { body: null; file: string };

/** The one way that a delivery becomes rows. Within a transaction. */
export interface DeliveryInsert {
  /** Writes its two rows and counts it. */
  insert(row: DeliveryRow, request: Omit<RequestRow, 'key' | 'body_file'>, kept: KeptBody): void;
  /** The first delivery that an endpoint caught with this id of its provider's. */
  firstLike(webhookId: string, providerDeliveryId: string | null): string | null;
}

const places = (columns: readonly string[]): string => columns.map(() => '?').join(', ');

export function createDeliveryInsert(db: Database, tallies: Tallies): DeliveryInsert {
  const insertDelivery = db.prepare(
    `INSERT INTO deliveries (${deliveryColumns.join(', ')}) VALUES (${places(deliveryColumns)})`,
  );
  const insertRequest = db.prepare(
    `INSERT INTO requests (${requestColumns.join(', ')}, body) VALUES (${places(requestColumns)}, ?)`,
  );
  const firstWithProviderId = db
    .prepare<[string, string], string>(
      `SELECT delivery_id FROM deliveries INDEXED BY deliveries_by_provider_delivery
       WHERE webhook_id = ? AND provider_delivery_id = ? ORDER BY key LIMIT 1`,
    )
    .pluck();
  return {
    insert(row, request, kept) {
      const whole: RequestRow = { key: row.key, body_file: kept.file, ...request };
      insertDelivery.run(deliveryColumns.map((column) => row[column]));
      insertRequest.run([...requestColumns.map((column) => whole[column]), kept.body]);
      tallyDelivery(tallies, row, 1);
    },
    firstLike: (webhookId, providerDeliveryId) =>
      providerDeliveryId === null ? null : (firstWithProviderId.get(webhookId, providerDeliveryId) ?? null),
  };
}

export const emptyRow = {
  webhook_id: null,
  provider_delivery_id: null,
  verdict: 'unverified',
  status: null,
  duration_ms: null,
  attempts: 0,
  pinned: 0,
  duplicate_of: null,
  looks_like: null,
} as const satisfies Partial<DeliveryRow>;

export const emptyRequest = {
  remote_address: null,
  verdict_detail: null,
  answer: null,
  send_target: null,
  retry_policy: null,
  secret_ref: null,
  scheme: null,
  event_id: null,
} as const satisfies Partial<RequestRow>;
