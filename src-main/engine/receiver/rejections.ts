import type { RejectionReason } from '#core/delivery/delivery.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import type { Verdict } from '#core/signing/verify/verdict.ts';
import type { EngineParts } from '../engine.ts';
import { newId } from '../history/ids.ts';
import { shownRejected } from '../masks/shown-request.ts';
import { retryAfterSeconds } from './limits.ts';

/** What a sender is told: a status and a word, never the reason, which would help who guesses at addresses or secrets. */
export interface RejectionAnswer {
  status: number;
  statusText: string;
  body: string;
  headers?: RawHeaders;
}

const answer = (status: number, statusText: string, error: string): RejectionAnswer => ({
  status,
  statusText,
  body: JSON.stringify({ error }),
});

const notFound = answer(404, 'Not Found', 'not_found');
const unauthorized = answer(401, 'Unauthorized', 'unauthorized');

/** Null: nobody is there to be answered. */
export const rejectionAnswers: Record<RejectionReason, RejectionAnswer | null> = {
  unknown_endpoint: notFound,
  inactive_endpoint: notFound,
  signature_missing: unauthorized,
  signature_invalid: unauthorized,
  address_not_allowed: answer(403, 'Forbidden', 'forbidden'),
  forward_loop: answer(508, 'Loop Detected', 'forward_loop'),
  body_too_large: answer(413, 'Content Too Large', 'too_large'),
  headers_too_large: answer(431, 'Request Header Fields Too Large', 'headers_too_large'),
  too_busy: {
    ...answer(503, 'Service Unavailable', 'too_busy'),
    headers: [['Retry-After', String(retryAfterSeconds)]],
  },
  malformed_http: answer(400, 'Bad Request', 'bad_request'),
  timed_out: answer(408, 'Request Timeout', 'timed_out'),
  storage_failed: answer(502, 'Bad Gateway', 'not_kept'),
  aborted: null,
};

/** A request that was rejected, with as much of it as is known. */
export interface Rejected {
  reason: RejectionReason;
  /** The reason in a sentence, for a person. */
  explanation: string;
  /** Where it isn't the reason's own (a handshake's rejection). */
  status?: number;
  webhookId: string | null;
  provider: string | null;
  method: string;
  target: string;
  httpVersion: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
  bodyBytes: number;
  remoteAddress: string | null;
  receivedAtMs: number;
  verdict: Verdict | null;
}

export type RecordRejection = (rejected: Rejected) => void;

/** Keeps what was rejected and tells of it: "why does nothing arrive?" is answered by that list. */
export const createRejectionRecord =
  (parts: Pick<EngineParts, 'history' | 'events' | 'vault'>): RecordRejection =>
  ({ verdict, body, receivedAtMs, ...rejected }) => {
    const rejectedId = newId('rej', receivedAtMs);
    const status = rejected.status ?? rejectionAnswers[rejected.reason]?.status ?? null;
    parts.history.rejected.record({
      ...rejected,
      rejectedId,
      status,
      body,
      receivedAtMs,
      verdictDetail: verdict,
    });
    const receivedAt = new Date(receivedAtMs).toISOString();
    parts.events.emitAll(() => [
      { type: 'delivery.rejected', ...shownRejected(parts, { ...rejected, rejectedId, status, receivedAt }) },
    ]);
  };
