import type { Database } from 'better-sqlite3';
import { Answer } from '#core/delivery/answer.ts';
import { Access, Endpoint, type Enforce, Forward, HandshakeValues } from '#core/delivery/endpoint.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { providerById } from '#core/providers/registry.ts';
import { Subscription } from '#core/providers/subscription.ts';
import { type Scheme, StoredScheme } from '#core/signing/schemes/scheme.ts';
import { readRows, type SetAside } from './damaged/damaged-rows.ts';
import { fromJson, fromJsonOrNull, toJson, toJsonOrNull } from './database/json-column.ts';
import { asStored, storedTime, unreadable } from './database/unreadable-row.ts';
import type { Writer } from './database/writer.ts';

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
  tag: string | null;
  auth: string | null;
  dropRepeats: boolean;
  subscription: Subscription;
}

export interface EndpointsRepo {
  insert(row: EndpointRow): void;
  /** Throws endpoint_not_found. */
  remove(webhookId: string): void;
  update(row: EndpointRow): void;
  find(webhookId: string): EndpointRow | undefined;
  /** Throws endpoint_not_found. */
  get(webhookId: string): EndpointRow;
  list(): EndpointRow[];
  /** Deliveries caught by it and the time of the last. */
  activity(webhookId: string): { deliveries: number; lastDeliveryAtMs: number | null };
}

interface StoredEndpoint {
  webhook_id: string;
  name: string;
  provider: string;
  active: 0 | 1;
  created_by: 'user' | 'agent';
  created_at_ms: number;
  updated_at_ms: number;
  scheme: string | null;
  enforce: Enforce;
  answer: string;
  answer_set_at_ms: number;
  forward: string | null;
  access: string;
  handshake: string;
  tag: string | null;
  auth: string | null;
  drop_repeats: 0 | 1;
  subscription: string;
}

const StoredValues = Endpoint.pick({
  webhookId: true,
  name: true,
  provider: true,
  createdBy: true,
  enforce: true,
});

/** Throws UnreadableRow. */
function toEndpoint(row: StoredEndpoint): EndpointRow {
  storedTime(row.created_at_ms, 'created_at_ms');
  storedTime(row.updated_at_ms, 'updated_at_ms');
  storedTime(row.answer_set_at_ms, 'answer_set_at_ms');
  const { webhook_id: webhookId, name, provider, created_by: createdBy, enforce } = row;
  if (!providerById(provider)) throw unreadable('provider', `this version knows no ${provider}`);
  return {
    ...asStored(StoredValues, { webhookId, name, provider, createdBy, enforce }),
    active: row.active === 1,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    scheme: fromJsonOrNull(StoredScheme, row.scheme, 'scheme'),
    answer: fromJson(Answer, row.answer, 'answer'),
    answerSetAtMs: row.answer_set_at_ms,
    forward: fromJsonOrNull(Forward, row.forward, 'forward'),
    access: fromJson(Access, row.access, 'access'),
    handshake: fromJson(HandshakeValues, row.handshake, 'handshake'),
    tag: row.tag,
    auth: row.auth,
    dropRepeats: row.drop_repeats === 1,
    subscription: fromJson(Subscription, row.subscription, 'subscription'),
  };
}

export function createEndpointsRepo(db: Database, writer: Writer, setAside: SetAside): EndpointsRepo {
  const insert = db.prepare(
    `INSERT INTO endpoints (name, provider, active, created_by, created_at_ms, updated_at_ms, scheme, enforce, answer,
       answer_set_at_ms, forward, access, handshake, tag, auth, drop_repeats, subscription, webhook_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const change = db.prepare(
    `UPDATE endpoints SET name = ?, provider = ?, active = ?, created_by = ?, created_at_ms = ?, updated_at_ms = ?,
       scheme = ?, enforce = ?, answer = ?, answer_set_at_ms = ?, forward = ?, access = ?, handshake = ?,
       tag = ?, auth = ?, drop_repeats = ?, subscription = ? WHERE webhook_id = ?`,
  );
  const remove = db.prepare<[string]>('DELETE FROM endpoints WHERE webhook_id = ?');
  const forgetCounts = db.prepare<[string]>('DELETE FROM answer_counts WHERE webhook_id = ?');
  const byId = db.prepare<[string], StoredEndpoint>('SELECT * FROM endpoints WHERE webhook_id = ?');
  const all = db.prepare<[], StoredEndpoint>(
    'SELECT * FROM endpoints ORDER BY created_at_ms DESC, rowid DESC',
  );
  const lastDelivery = db
    .prepare<[string], number>(
      `SELECT received_at_ms FROM deliveries INDEXED BY deliveries_by_webhook
       WHERE webhook_id = ? ORDER BY key DESC LIMIT 1`,
    )
    .pluck();

  const values = (row: EndpointRow) => [
    row.name,
    row.provider,
    row.active ? 1 : 0,
    row.createdBy,
    Math.floor(row.createdAtMs),
    Math.floor(row.updatedAtMs),
    toJsonOrNull(row.scheme),
    row.enforce,
    toJson(row.answer),
    Math.floor(row.answerSetAtMs),
    toJsonOrNull(row.forward),
    toJson(row.access),
    toJson(row.handshake),
    row.tag,
    row.auth,
    row.dropRepeats ? 1 : 0,
    toJson(row.subscription),
    row.webhookId,
  ];

  const read = (rows: readonly StoredEndpoint[]): EndpointRow[] =>
    readRows(setAside, 'endpoints', rows, (row) => row.webhook_id, toEndpoint);

  const notFound = (webhookId: string) =>
    new TackleboxError('endpoint_not_found', `There is no endpoint ${webhookId}.`);

  const repo: EndpointsRepo = {
    insert(row) {
      writer.transaction(() => insert.run(values(row)));
    },
    update(row) {
      writer.transaction(() => {
        if (change.run(values(row)).changes === 0) throw notFound(row.webhookId);
      });
    },
    remove(webhookId) {
      writer.transaction(() => {
        if (remove.run(webhookId).changes === 0) throw notFound(webhookId);
        forgetCounts.run(webhookId);
      });
    },
    find: (webhookId) => read(byId.all(webhookId))[0],
    get(webhookId) {
      const row = repo.find(webhookId);
      if (!row) throw notFound(webhookId);
      return row;
    },
    list: () => read(all.all()),
    activity: (webhookId) => ({
      deliveries: writer.tallies.get('webhook', webhookId),
      lastDeliveryAtMs: lastDelivery.get(webhookId) ?? null,
    }),
  };
  return repo;
}
