import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { AttemptErrorCode } from '#core/delivery/attempt.ts';
import { RawHeaders } from '#core/http/headers.ts';
import { findHeader } from '#core/http/request.ts';
import type { MeasuredAttempt } from '#core/retry/incident/measured-attempt.ts';
import { retryAfterMs } from '#core/retry/retry-after.ts';

/** Attempts at a target that began in a span. */
export interface MeasuredQuery {
  /** An origin stands for all addresses of it; an address with a path for that path alone. */
  target: string;
  sinceMs: number;
  untilMs: number;
  /** The newest that many. */
  limit: number;
}

interface Row {
  delivery_key: number;
  number: number;
  url: string;
  state: string;
  scheduled_at_ms: number;
  started_at_ms: number;
  duration_ms: number | null;
  status: unknown;
  code: unknown;
  headers: unknown;
}

const Status = z.int().min(100).max(999).nullable().catch(null);
const Failed = AttemptErrorCode.catch('other');

/** Addresses are compared without what varies from delivery to delivery: query and fragment. */
function placeOf(url: string): { origin: string; path: string } | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  return { origin, path: pathname };
}

function headersOf(stored: unknown): RawHeaders {
  if (typeof stored !== 'string') return [];
  try {
    return RawHeaders.catch([]).parse(JSON.parse(stored));
  } catch {
    return [];
  }
}

function toMeasured(row: Row): MeasuredAttempt {
  const status = Status.parse(row.status);
  const durationMs = Math.max(0, Number.isFinite(row.duration_ms) ? (row.duration_ms ?? 0) : 0);
  const succeeded = row.state === 'succeeded';
  const header = succeeded ? undefined : findHeader(headersOf(row.headers), 'retry-after');
  const askedMs = header === undefined ? null : retryAfterMs(header, row.started_at_ms + durationMs);
  return {
    delivery: row.delivery_key,
    number: row.number,
    dueAtMs: row.scheduled_at_ms,
    startedAtMs: row.started_at_ms,
    durationMs,
    succeeded,
    status,
    failed: status === null ? Failed.parse(row.code) : null,
    retryAfterSeconds: askedMs === null ? null : Math.ceil(askedMs / 1000),
  };
}

/** Reads what attempts tell about their target. Rows that say nothing readable are left out of it. */
export function createMeasuredAttempts(db: Database): (query: MeasuredQuery) => MeasuredAttempt[] {
  const ended = db.prepare<[number, number], Row>(
    `SELECT delivery_key, number, url, state, scheduled_at_ms, started_at_ms, duration_ms,
       CASE WHEN json_valid(outcome) THEN outcome ->> '$.status' END AS status,
       CASE WHEN json_valid(outcome) THEN outcome ->> '$.code' END AS code,
       CASE WHEN state = 'failed' AND json_valid(outcome) THEN outcome -> '$.rawHeaders' END AS headers
     FROM attempts INDEXED BY attempts_by_start
     WHERE started_at_ms >= ? AND started_at_ms <= ? AND state IN ('succeeded', 'failed') AND outcome IS NOT NULL
     ORDER BY started_at_ms DESC`,
  );
  return ({ target, sinceMs, untilMs, limit }) => {
    const wanted = placeOf(target);
    const fits = new Map<string, boolean>();
    const measured: MeasuredAttempt[] = [];
    for (const row of ended.iterate(Math.floor(sinceMs), Math.ceil(untilMs))) {
      let fit = fits.get(row.url);
      if (fit === undefined) {
        const place = placeOf(row.url);
        fit =
          place !== null &&
          place.origin === wanted?.origin &&
          (wanted.path === '/' || wanted.path === place.path);
        fits.set(row.url, fit);
      }
      if (!fit) continue;
      measured.push(toMeasured(row));
      if (measured.length === limit) break;
    }
    return measured.reverse();
  };
}
