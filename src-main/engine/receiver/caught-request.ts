import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RawHeaders } from '#core/http/headers.ts';
import { plainAddress } from './allowed-address.ts';

/** The head of a request as it came off the wire. */
export interface RequestHead {
  readonly method: string;
  /** As it stands on the request line. */
  readonly target: string;
  readonly httpVersion: string;
  readonly rawHeaders: RawHeaders;
  readonly remoteAddress: string | null;
  /** When it had arrived. */
  readonly receivedAtMs: number;
}

/** A request under way. */
export interface CaughtRequest {
  readonly head: RequestHead;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  /** When its head had arrived, on the monotonic clock. */
  readonly arrivedAt: number;
}

function pairs(flat: readonly string[]): RawHeaders {
  const headers: RawHeaders = [];
  for (let i = 0; i + 1 < flat.length; i += 2) headers.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return headers;
}

export const requestHead = (
  incoming: IncomingMessage,
  target: string,
  receivedAtMs: number,
): RequestHead => ({
  method: incoming.method ?? '',
  target,
  httpVersion: incoming.httpVersion,
  rawHeaders: pairs(incoming.rawHeaders),
  remoteAddress: plainAddress(incoming.socket.remoteAddress),
  receivedAtMs,
});
