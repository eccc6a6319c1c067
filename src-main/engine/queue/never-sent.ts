import type { FinishedAttempt, QueuedAttempt } from '../history/attempts/attempt-rows.ts';

/** An attempt that could not even be put together, as when its secret can't be read any more. */
export function neverSent({ url, target }: QueuedAttempt, error: unknown): FinishedAttempt {
  const reason = error instanceof Error ? error.message : String(error);
  const { pathname, search } = new URL(url);
  return {
    durationMs: 0,
    request: { method: target.method, target: pathname + search, rawHeaders: [], body: new Uint8Array() },
    phases: { dnsMs: null, connectMs: null, tlsMs: null, sentMs: null, firstByteMs: null, downloadMs: null },
    outcome: { kind: 'failed', code: 'other', message: `Nothing was sent: ${reason}`, bytesReceived: 0 },
    responseBody: new Uint8Array(),
  };
}
