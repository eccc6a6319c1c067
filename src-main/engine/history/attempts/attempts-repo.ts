import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { type Attempt, AttemptErrorCode, type AttemptSequel } from '#core/delivery/attempt.ts';
import { previewBytes } from '#core/delivery/body-preview.ts';
import type { EndedAttempt } from '#core/delivery/overview.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { readRows, type SetAside } from '../damaged/damaged-rows.ts';
import { toJson } from '../database/json-column.ts';
import type { Writer } from '../database/writer.ts';
import { type BodyStore, inlineBodyBytes, orNothing } from '../deliveries/body-store.ts';
import { notFound } from '../deliveries/delivery-writes.ts';
import type { FinishedAttempt, NewAttempt, QueuedAttempt } from './attempt-rows.ts';
import { type AttemptRow, attemptColumns, finalState, toAttempt, toQueued } from './attempt-rows.ts';

export interface AttemptsRepo {
  schedule(attempt: NewAttempt): Attempt;
  /** Marks as running, committed before the socket opens, so that a crash shows as `interrupted`. False where it no longer waits. */
  start(attemptId: string, startedAtMs: number, keptBy?: Attempt['keptBy']): boolean;
  finish(attemptId: string, finished: FinishedAttempt): Attempt;
  /** Notes what followed an attempt that has ended. */
  setSequel(attemptId: string, sequel: AttemptSequel): void;
  /** Ends a scheduled attempt as failed without making it. */
  endUnmade(attemptId: string, sequel: AttemptSequel): void;
  /** Moves the due times of attempts that are scheduled for later than `afterMs`, as when the clock was set back. */
  shiftScheduled(afterMs: number, byMs: number): void;
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

const interruptedMessage =
  'Tacklebox stopped while this attempt was under way. It may have reached its target: look there before sending again.';

/** Bodies of attempts: in the row up to a bound, above it in a file. */
interface BodyPlace {
  body: Buffer | null;
  file: string | null;
}

interface EndedRow {
  delivery_key: number;
  url: string;
  started_at_ms: number;
  duration_ms: number | null;
  state: string;
  status: unknown;
  code: unknown;
}

const Status = z.int().min(100).max(999).nullable().catch(null);

const toEnded = (row: EndedRow): EndedAttempt => {
  const status = Status.parse(row.status);
  return {
    delivery: row.delivery_key,
    url: row.url,
    startedAtMs: row.started_at_ms,
    durationMs: Math.max(0, Number.isFinite(row.duration_ms) ? (row.duration_ms ?? 0) : 0),
    succeeded: row.state === 'succeeded',
    status,
    failed: status === null ? AttemptErrorCode.catch('other').parse(row.code) : null,
  };
};

export function createAttemptsRepo(parts: {
  db: Database;
  writer: Writer;
  bodies: BodyStore;
  setAside: SetAside;
  /** The delivery's own body. */
  deliveryBody: (deliveryId: string) => Buffer;
  deliveryBodyRange: (deliveryId: string, offsetBytes: number, lengthBytes: number) => Buffer;
  countAttempt: (deliveryKey: number) => void;
}): AttemptsRepo {
  const { db, writer, bodies, setAside } = parts;
  const select = `SELECT ${attemptColumns} FROM attempts AS a JOIN deliveries AS d ON d.key = a.delivery_key`;
  const selectBy = (by: string) =>
    `SELECT ${attemptColumns} FROM attempts AS a INDEXED BY ${by} CROSS JOIN deliveries AS d ON d.key = a.delivery_key`;
  const byId = db.prepare<[string], AttemptRow>(`${select} WHERE a.attempt_id = ?`);
  const ofDelivery = db.prepare<[string], AttemptRow>(
    `${select} WHERE a.delivery_key = (SELECT key FROM deliveries WHERE delivery_id = ?) ORDER BY a.key`,
  );
  const running = db.prepare<[], AttemptRow>(
    `${selectBy('attempts_running')} WHERE a.state = 'running' ORDER BY a.key`,
  );
  const byTime = db.prepare<[string, number], AttemptRow>(
    `${selectBy('attempts_by_time')} WHERE a.state = 'scheduled' AND a.lane = ?
     ORDER BY a.scheduled_at_ms, a.position LIMIT ?`,
  );
  const byPlace = db.prepare<[string, number], AttemptRow>(
    `${selectBy('attempts_by_place')} WHERE a.state = 'scheduled' AND a.lane = ? ORDER BY a.position LIMIT ?`,
  );
  // Lane by lane: a DISTINCT would walk every retained attempt.
  const nextLane = db
    .prepare<[string], string | null>(
      `SELECT min(lane) FROM attempts INDEXED BY attempts_by_place WHERE state = 'scheduled' AND lane > ?`,
    )
    .pluck();
  const firstLane = db
    .prepare<[], string | null>(
      `SELECT min(lane) FROM attempts INDEXED BY attempts_by_place WHERE state = 'scheduled'`,
    )
    .pluck();
  const highestPosition = db.prepare<[], number | null>('SELECT max(position) FROM attempts').pluck();
  const deliveryKey = db
    .prepare<[string], number>('SELECT key FROM deliveries WHERE delivery_id = ?')
    .pluck();
  const insert = db.prepare(
    `INSERT INTO attempts (attempt_id, delivery_key, number, reason, state, url, target, lane, position, plan, scheduled_at_ms)
     VALUES (?, ?, ?, ?, 'scheduled', ?, ?, ?, ?, ?, ?)`,
  );
  const begin = db.prepare<[number, string | null, string]>(
    `UPDATE attempts SET state = 'running', started_at_ms = ?, kept_by = ? WHERE attempt_id = ? AND state = 'scheduled'`,
  );
  const cancelScheduled = db.prepare<[string]>(
    `UPDATE attempts SET state = 'cancelled' WHERE attempt_id = ? AND state = 'scheduled'`,
  );
  const noteSequel = db.prepare<[string, string]>('UPDATE attempts SET sequel = ? WHERE attempt_id = ?');
  const failUnmade = db.prepare<[string, string]>(
    `UPDATE attempts SET state = 'failed', sequel = ? WHERE attempt_id = ? AND state = 'scheduled'`,
  );
  const shift = db.prepare<[number, number]>(
    `UPDATE attempts SET scheduled_at_ms = max(0, scheduled_at_ms + ?) WHERE state = 'scheduled' AND scheduled_at_ms > ?`,
  );
  const change = db.prepare(
    `UPDATE attempts SET scheduled_at_ms = ?, lane = ?, position = ?, plan = ?, reason = ?, target = ?, url = ?
     WHERE attempt_id = ? AND state = 'scheduled'`,
  );
  const complete = db.prepare(
    `UPDATE attempts SET state = ?, duration_ms = ?, request_method = ?, request_target = ?, request_headers = ?,
       request_body_bytes = ?, request_body_shared = ?, phases = ?, outcome = ?,
       request_body_file = ?, response_body_file = ?, request_body = ?, response_body = ?
     WHERE attempt_id = ? AND state = 'running'`,
  );
  const interrupt = db.prepare<[number, string, string]>(
    `UPDATE attempts SET state = 'failed', duration_ms = max(0, ? - started_at_ms), outcome = ? WHERE attempt_id = ?`,
  );
  const requestBodyOf = db.prepare<[number], BodyPlace>(
    'SELECT request_body AS body, request_body_file AS file FROM attempts WHERE key = ?',
  );
  const recentEnded = db.prepare<[number], EndedRow>(
    `SELECT delivery_key, url, started_at_ms, duration_ms, state, CASE WHEN json_valid(outcome) THEN outcome ->> '$.status' END AS status,
       CASE WHEN json_valid(outcome) THEN outcome ->> '$.code' END AS code
     FROM attempts WHERE state IN ('succeeded', 'failed') AND started_at_ms IS NOT NULL ORDER BY key DESC LIMIT ?`,
  );
  const responseBodyOf = db.prepare<[string], BodyPlace>(
    'SELECT response_body AS body, response_body_file AS file FROM attempts WHERE attempt_id = ?',
  );

  function get(attemptId: string): AttemptRow {
    const row = byId.get(attemptId);
    if (row) return row;
    throw new TackleboxError(
      'attempt_not_found',
      `There is no attempt ${attemptId}. It may have been deleted.`,
    );
  }

  function wrongState(row: AttemptRow, verb: string): TackleboxError {
    return new TackleboxError(
      'queue_state',
      `Attempt ${row.attempt_id} can't be ${verb}: it is ${row.state} already.`,
      { details: { state: row.state } },
    );
  }

  function requestStart(row: AttemptRow): Uint8Array {
    if (row.request_body_shared === 1) {
      return orNothing(() => parts.deliveryBodyRange(row.delivery_id, 0, previewBytes));
    }
    const place = requestBodyOf.get(row.key);
    const { file } = place ?? {};
    if (file) return orNothing(() => bodies.readRange(file, 0, previewBytes));
    return place?.body?.subarray(0, previewBytes) ?? new Uint8Array();
  }

  const shown = (row: AttemptRow) => toAttempt(row, requestStart);
  const readAll = (rows: readonly AttemptRow[]): Attempt[] =>
    readRows(setAside, 'attempts', rows, (row) => row.key, shown);
  const queuedAll = (rows: readonly AttemptRow[]): QueuedAttempt[] =>
    readRows(setAside, 'attempts', rows, (row) => row.key, toQueued);

  function keep(body: Uint8Array): { body: Uint8Array | null; file: string | null } {
    return body.length <= inlineBodyBytes
      ? { body, file: null }
      : { body: null, file: bodies.writeSync(body) };
  }

  function completion(row: AttemptRow, { request, outcome, responseBody, ...rest }: FinishedAttempt) {
    const shared = Buffer.compare(parts.deliveryBody(row.delivery_id), request.body) === 0;
    const sent = shared ? { body: null, file: null } : keep(request.body);
    const received = keep(responseBody);
    return [
      rest.durationMs,
      request.method,
      request.target,
      toJson(request.rawHeaders),
      request.body.length,
      shared ? 1 : 0,
      toJson(rest.phases),
      toJson(outcome),
      sent.file,
      received.file,
      sent.body,
      received.body,
    ];
  }

  return {
    schedule: (attempt) =>
      writer.transaction(() => {
        const key = deliveryKey.get(attempt.deliveryId);
        if (key === undefined) throw notFound(attempt.deliveryId);
        insert.run(
          attempt.attemptId,
          key,
          attempt.number,
          attempt.reason,
          attempt.url,
          toJson(attempt.target),
          attempt.lane,
          attempt.position,
          toJson(attempt.plan),
          attempt.scheduledAtMs,
        );
        return shown(get(attempt.attemptId));
      }),

    start: (attemptId, startedAtMs, keptBy = null) =>
      writer.transaction(() => {
        if (begin.run(Math.floor(startedAtMs), keptBy, attemptId).changes === 0) return false;
        parts.countAttempt(get(attemptId).delivery_key);
        return true;
      }),

    finish: (attemptId, finished) =>
      writer.transaction(() => {
        const row = get(attemptId);
        if (row.state !== 'running') throw wrongState(row, 'finished');
        complete.run(finalState(finished, row), ...completion(row, finished), attemptId);
        return shown(get(attemptId));
      }),

    setSequel: (attemptId, sequel) =>
      writer.transaction(() => {
        noteSequel.run(toJson(sequel), attemptId);
      }),

    endUnmade: (attemptId, sequel) =>
      writer.transaction(() => {
        const row = get(attemptId);
        if (failUnmade.run(toJson(sequel), attemptId).changes === 0) throw wrongState(row, 'ended');
      }),

    shiftScheduled: (afterMs, byMs) =>
      writer.transaction(() => {
        shift.run(Math.round(byMs), Math.round(afterMs));
      }),

    cancel: (attemptId) =>
      writer.transaction(() => {
        const row = get(attemptId);
        if (cancelScheduled.run(attemptId).changes === 0) throw wrongState(row, 'cancelled');
        return shown(get(attemptId));
      }),

    amend: (attemptId, changed) =>
      writer.transaction(() => {
        const row = get(attemptId);
        const next = { ...toQueued(row), ...changed };
        const { changes } = change.run(
          next.scheduledAtMs,
          next.lane,
          next.position,
          toJson(next.plan),
          next.reason,
          toJson(next.target),
          changed.target?.url ?? row.url,
          attemptId,
        );
        if (changes === 0) throw wrongState(row, 'changed');
        return shown(get(attemptId));
      }),

    of: (deliveryId) => readAll(ofDelivery.all(deliveryId)),

    find: (attemptId) => readAll(byId.all(attemptId))[0],

    recentEnded: (limit) => recentEnded.all(limit).map(toEnded),

    responseBody(attemptId) {
      const place = responseBodyOf.get(attemptId);
      if (!place) get(attemptId);
      if (place?.file) return bodies.read(place.file);
      return place?.body ?? Buffer.alloc(0);
    },

    queued: (attemptId) => queuedAll(byId.all(attemptId))[0],

    queuedOf: (deliveryId) => queuedAll(ofDelivery.all(deliveryId)),

    lanes() {
      const lanes: string[] = [];
      for (let lane = firstLane.get(); typeof lane === 'string'; lane = nextLane.get(lane)) lanes.push(lane);
      return lanes;
    },

    scheduledIn(lane, by, limit) {
      const statement = by === 'time' ? byTime : byPlace;
      for (let first: number | undefined; ; ) {
        const rows = statement.all(lane, limit);
        const queued = queuedAll(rows);
        // What can't be read is out of the line by now, and those behind it move up: unless nothing can be written.
        if (queued.length > 0 || rows.length === 0 || rows[0]?.key === first) return queued;
        first = rows[0]?.key;
      }
    },

    lastPosition: () => highestPosition.get() ?? 0,

    closeInterrupted: (atMs) =>
      writer.transaction(() => {
        const interrupted = queuedAll(running.all());
        const outcome = toJson({
          kind: 'failed',
          code: 'interrupted',
          message: interruptedMessage,
          bytesReceived: 0,
        });
        for (const { attemptId } of interrupted) interrupt.run(atMs, outcome, attemptId);
        return interrupted.map((attempt) => ({ ...attempt, state: 'failed' as const }));
      }),
  };
}
