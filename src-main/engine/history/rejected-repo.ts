import type { Database } from 'better-sqlite3';
import { RejectedRequest, type RejectionReason } from '#core/delivery/delivery.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { RawHeaders } from '#core/http/headers.ts';
import { Verdict } from '#core/signing/verify/verdict.ts';
import { readRows, type SetAside } from './damaged/damaged-rows.ts';
import { createCommitGroup } from './database/commit-group.ts';
import { fromJson, fromJsonOrNothing, toJson, toJsonOrNull } from './database/json-column.ts';
import { asStored, storedTime } from './database/unreadable-row.ts';
import type { Writer } from './database/writer.ts';
import { parseCursor } from './deliveries/delivery-reads.ts';

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

/** A scanner or a sender in a loop must not fill the disk with what nobody wanted; people ask about the last few. */
export const keptRejected = 10_000;

/** Enough to see what it was. */
export const keptRejectedBodyBytes = 65_536;

interface RejectedRow {
  key: number;
  rejected_id: string;
  reason: RejectedRequest['reason'];
  explanation: string;
  status: number | null;
  webhook_id: string | null;
  provider: string | null;
  method: string;
  target: string;
  http_version: string;
  raw_headers: string;
  body_bytes: number;
  remote_address: string | null;
  received_at_ms: number;
}

const columns = `key, rejected_id, reason, explanation, status, webhook_id, provider, method, target, http_version,
  raw_headers, body_bytes, remote_address, received_at_ms`;

/** Throws UnreadableRow. */
const toRejected = (row: RejectedRow): RejectedRequest =>
  asStored(RejectedRequest, {
    rejectedId: row.rejected_id,
    reason: row.reason,
    explanation: row.explanation,
    status: row.status,
    webhookId: row.webhook_id,
    provider: row.provider,
    method: row.method,
    target: row.target,
    httpVersion: row.http_version,
    rawHeaders: fromJson(RawHeaders, row.raw_headers, 'raw_headers'),
    bodyBytes: row.body_bytes,
    remoteAddress: row.remote_address,
    receivedAt: storedTime(row.received_at_ms, 'received_at_ms'),
  });

export function createRejectedRepo(
  db: Database,
  writer: Writer,
  setAside: SetAside,
  onBug: (error: unknown, where: string) => void,
): RejectedRepo {
  const insert = db.prepare(
    `INSERT INTO rejected (rejected_id, reason, explanation, status, webhook_id, provider, method, target, http_version,
       raw_headers, body_bytes, remote_address, received_at_ms, verdict_detail, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  // Keys ascend without gaps but for deleted ones, all of which are old: the newest 10,000 are those of the last 10,000 keys.
  const removeUpTo = db.prepare<[number]>('DELETE FROM rejected WHERE key <= ?');
  const newest = db.prepare<[number, number], RejectedRow>(
    `SELECT ${columns} FROM rejected WHERE key < ? ORDER BY key DESC LIMIT ?`,
  );
  const newestOf = db.prepare<[string, number, number], RejectedRow>(
    `SELECT ${columns} FROM rejected INDEXED BY rejected_by_webhook
     WHERE webhook_id = ? AND key < ? ORDER BY key DESC LIMIT ?`,
  );
  const byId = db.prepare<[string], RejectedRow & { body: Buffer; verdict_detail: string | null }>(
    `SELECT ${columns}, body, verdict_detail FROM rejected WHERE rejected_id = ?`,
  );

  const group = createCommitGroup(writer, (rejected: NewRejected) => {
    const { lastInsertRowid } = insert.run(
      rejected.rejectedId,
      rejected.reason,
      rejected.explanation,
      rejected.status,
      rejected.webhookId,
      rejected.provider,
      rejected.method,
      rejected.target,
      rejected.httpVersion,
      toJson(rejected.rawHeaders),
      rejected.bodyBytes,
      rejected.remoteAddress,
      Math.floor(rejected.receivedAtMs),
      toJsonOrNull(rejected.verdictDetail),
      rejected.body.subarray(0, keptRejectedBodyBytes),
    );
    const { changes } = removeUpTo.run(Number(lastInsertRowid) - keptRejected);
    writer.tallies.add('rejected', '', 1 - changes);
  });

  const read = (rows: readonly RejectedRow[]): RejectedRequest[] =>
    readRows(setAside, 'rejected', rows, (row) => row.key, toRejected);

  return {
    record(rejected) {
      group.add(rejected).catch((error: unknown) => onBug(error, 'rejected.record'));
    },
    flush: group.flush,
    list({ webhookId }, { limit, after }) {
      group.flush();
      const before = parseCursor(after);
      const rows =
        webhookId === undefined ? newest.all(before, limit + 1) : newestOf.all(webhookId, before, limit + 1);
      const items = rows.slice(0, limit);
      return {
        items: read(items),
        next: rows.length > limit ? String(items.at(-1)?.key) : null,
      };
    },
    get(rejectedId) {
      group.flush();
      const row = byId.get(rejectedId);
      const [request] = row ? read([row]) : [];
      if (!row || !request) {
        throw new TackleboxError(
          'rejected_not_found',
          `There is no rejected request ${rejectedId}. Only the newest ${keptRejected} are kept.`,
        );
      }
      return {
        request,
        body: row.body,
        verdictDetail: fromJsonOrNothing(Verdict, row.verdict_detail),
      };
    },
  };
}
