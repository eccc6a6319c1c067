import type { ClientRequest } from 'node:http';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { WireManner } from '#core/mutation/mutation.ts';

/** A body's bytes that go one by one; what is left goes at once, so that no body takes minutes. */
const trickledBytes = 4096;

/** Of a slow sender. */
const slowPieces = 5;
const slowPauseMs = 60;

/** As long as curl waits for leave to send a body. */
const continueTimeoutMs = 1000;

type Write = (part: Uint8Array) => void;

async function trickle(body: Uint8Array, write: Write): Promise<void> {
  const single = Math.min(trickledBytes, body.length);
  for (let at = 0; at < single; at++) {
    write(body.subarray(at, at + 1));
    await nextTurn();
  }
  if (single < body.length) write(body.subarray(single));
}

async function slowly(body: Uint8Array, write: Write): Promise<void> {
  const pieceBytes = Math.max(1, Math.ceil(body.length / slowPieces));
  for (let at = 0; at < body.length; at += pieceBytes) {
    if (at > 0) await pause(slowPauseMs);
    write(body.subarray(at, at + pieceBytes));
  }
}

async function inPieces(
  outgoing: ClientRequest,
  body: Uint8Array,
  manner: 'trickle' | 'slow',
): Promise<void> {
  const write = (part: Uint8Array) => {
    if (!outgoing.destroyed) outgoing.write(part);
  };
  outgoing.setNoDelay(true);
  await (manner === 'trickle' ? trickle(body, write) : slowly(body, write));
  if (!outgoing.destroyed) outgoing.end();
}

function whenAsked(outgoing: ClientRequest, body: Uint8Array): void {
  const go = () => {
    clearTimeout(timer);
    if (!outgoing.destroyed && !outgoing.writableEnded) outgoing.end(body);
  };
  const timer = setTimeout(go, continueTimeoutMs);
  outgoing.once('continue', go);
  outgoing.once('close', () => clearTimeout(timer));
}

/** Puts a request's body on the wire and ends the request, in the manner that is asked for. Errors come as the request's own. */
export function putBody(outgoing: ClientRequest, body: Uint8Array, manner: WireManner = 'plain'): void {
  switch (manner) {
    case 'trickle':
    case 'slow':
      void inPieces(outgoing, body, manner).catch((error: unknown) =>
        outgoing.destroy(error instanceof Error ? error : new Error(String(error))),
      );
      return;
    case 'expect-continue':
      whenAsked(outgoing, body);
      return;
    case 'chunked':
    case 'chunked-trailers': {
      const half = body.length >> 1;
      if (half > 0) outgoing.write(body.subarray(0, half));
      if (manner === 'chunked-trailers') outgoing.addTrailers({ 'X-Tacklebox-Trailer': 'after the body' });
      outgoing.end(body.subarray(half));
      return;
    }
    default:
      outgoing.end(body.length === 0 ? undefined : body);
  }
}
