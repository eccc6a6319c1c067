import type { Database } from 'better-sqlite3';

/** How often an endpoint's answer was asked for, all in all and for one provider delivery id. */
export interface AnswerCount {
  answerSetAtMs: number;
  /** Requests since the answer was set. */
  requestNumber: number;
  /** Null: the request named none. */
  providerDeliveryId: string | null;
  /** Requests of that id. */
  attempt: number;
  /** An id that is counted no longer. */
  forgets: string | null;
}

/** What an endpoint's counts were, the least recently seen id first. */
export interface StoredAnswerCounts {
  requests: number;
  attempts: [providerDeliveryId: string, count: number][];
}

export interface AnswerCountsRepo {
  /** Null where nothing was counted since this answer was set. */
  read(webhookId: string, answerSetAtMs: number): StoredAnswerCounts | null;
}

interface Row {
  provider_delivery_id: string;
  count: number;
}

/** Stands for all requests of the endpoint. */
const whole = '';

/** @returns the repo, and how a count is written: within the transaction that keeps its request */
export function createAnswerCountsRepo(db: Database): AnswerCountsRepo & {
  write(webhookId: string, count: AnswerCount): void;
} {
  const all = db.prepare<[string, number], Row>(
    `SELECT provider_delivery_id, count FROM answer_counts WHERE webhook_id = ? AND answer_set_at_ms = ?
     ORDER BY last_request`,
  );
  const upsert = db.prepare<[string, string, number, number, number]>(
    `INSERT INTO answer_counts (webhook_id, provider_delivery_id, answer_set_at_ms, count, last_request)
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET answer_set_at_ms = excluded.answer_set_at_ms,
     count = excluded.count, last_request = excluded.last_request`,
  );
  const forget = db.prepare<[string, string]>(
    'DELETE FROM answer_counts WHERE webhook_id = ? AND provider_delivery_id = ?',
  );
  const forgetEarlier = db.prepare<[string, number]>(
    'DELETE FROM answer_counts WHERE webhook_id = ? AND answer_set_at_ms != ?',
  );
  return {
    read(webhookId, answerSetAtMs) {
      const rows = all.all(webhookId, Math.floor(answerSetAtMs));
      if (rows.length === 0) return null;
      const requests = rows.find((row) => row.provider_delivery_id === whole)?.count ?? 0;
      const attempts = rows
        .filter((row) => row.provider_delivery_id !== whole)
        .map(({ provider_delivery_id: id, count }): [string, number] => [id, count]);
      return { requests, attempts };
    },
    write(webhookId, { answerSetAtMs, requestNumber, providerDeliveryId, attempt, forgets }) {
      const setAtMs = Math.floor(answerSetAtMs);
      if (requestNumber === 1) forgetEarlier.run(webhookId, setAtMs);
      upsert.run(webhookId, whole, setAtMs, requestNumber, requestNumber);
      if (providerDeliveryId !== null && providerDeliveryId !== whole)
        upsert.run(webhookId, providerDeliveryId, setAtMs, attempt, requestNumber);
      if (forgets !== null) forget.run(webhookId, forgets);
    },
  };
}
