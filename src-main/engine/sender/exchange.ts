import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { RawHeaders } from '#core/http/headers.ts';
import type { Phases } from '#core/http/phases.ts';
import type { WireManner } from '#core/mutation/mutation.ts';
import {
  explainConnectTimeout,
  explainFailure,
  explainTimeout,
  type Failure,
  type Sightings,
} from './explain-failure.ts';
import { keptResponseBytes, maxResponseBytes, maxResponseHeadBytes } from './limits.ts';
import { putBody } from './put-body.ts';
import { secureConnect, type TlsTrust } from './secure-connect.ts';

/** One request, ready for the wire. */
export interface WireRequest {
  url: URL;
  /** Of the request line. */
  target: string;
  method: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
  /** For the whole exchange, and for the connection within it. */
  timeoutMs: number;
  connectTimeoutMs: number;
  insecureTls: boolean;
  /** Of an https:// address. */
  trust: TlsTrust;
  signal?: AbortSignal;
  loseAnswer?: boolean;
  manner?: WireManner;
}

export interface WireResponse {
  status: number;
  statusText: string;
  httpVersion: string;
  rawHeaders: RawHeaders;
  /** The kept beginning of the body. */
  body: Uint8Array;
  bodyBytes: number;
}

export interface Exchange {
  phases: Phases;
  bytesReceived: number;
  result: { kind: 'responded'; response: WireResponse } | ({ kind: 'failed'; partial: Uint8Array } & Failure);
}

const pairs = (flat: readonly string[]): RawHeaders => {
  const headers: RawHeaders = [];
  for (let i = 0; i + 1 < flat.length; i += 2) headers.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return headers;
};

const sinceMs = (startedAt: number): number => Math.round((performance.now() - startedAt) * 1000) / 1000;

/**
 * One request and its answer over a connection of its own, so that every phase is this attempt's. Always resolves: what
 * goes wrong is a result. Memory is bounded whatever the other side sends.
 */
export function exchange(request: WireRequest): Promise<Exchange> {
  const { url, timeoutMs, connectTimeoutMs } = request;
  const startedAt = performance.now();
  const phases: Phases = {
    dnsMs: null,
    connectMs: null,
    tlsMs: null,
    sentMs: null,
    firstByteMs: null,
    downloadMs: null,
  };
  const seen: Sightings = {
    url,
    connected: false,
    secured: false,
    keysAgreed: false,
    gaveCertificate: request.trust.gaveCertificate,
    sent: false,
    status: null,
    bytesReceived: 0,
    finSeen: false,
  };
  const kept: Buffer[] = [];
  let bodyBytes = 0;
  let keptBytes = 0;
  let socket: Socket | undefined;

  return new Promise((resolve) => {
    const secure = url.protocol === 'https:';
    const options: http.RequestOptions = {
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
      method: request.method,
      path: request.target,
      headers: request.rawHeaders.flat(),
      setDefaultHeaders: false,
      maxHeaderSize: maxResponseHeadBytes,
    };
    let ended = false;
    const end = (result: Exchange['result']) => {
      if (ended) return;
      ended = true;
      clearTimeout(wholeTimer);
      clearTimeout(connectTimer);
      request.signal?.removeEventListener('abort', onAbort);
      outgoing.destroy();
      socket?.destroy();
      resolve({ phases, bytesReceived: seen.bytesReceived, result });
    };
    const look = (): Sightings => {
      seen.bytesReceived = socket?.bytesRead ?? seen.bytesReceived;
      return seen;
    };
    const fail = (failure: Failure) => {
      look();
      end({ kind: 'failed', ...failure, partial: Buffer.concat(kept) });
    };
    const onAbort = () => fail({ code: 'cancelled', message: `The request to ${url.host} was cancelled.` });
    const wholeTimer = setTimeout(() => {
      fail(seen.secured ? explainTimeout(look(), timeoutMs) : explainConnectTimeout(look(), timeoutMs));
    }, timeoutMs);
    const connectTimer = setTimeout(() => {
      if (!seen.secured) fail(explainConnectTimeout(look(), connectTimeoutMs));
    }, connectTimeoutMs);

    const onConnected = () => {
      clearTimeout(connectTimer);
      seen.secured = true;
    };
    function watch(made: Socket) {
      socket = made;
      made.once('lookup', () => {
        phases.dnsMs = sinceMs(startedAt);
      });
      made.once('connect', () => {
        phases.connectMs = sinceMs(startedAt);
        seen.connected = true;
        if (!secure) onConnected();
      });
    }
    let response: http.IncomingMessage | undefined;
    const onError = (error: unknown) => {
      // Bytes after a whole answer are the server's slip, not a failed attempt.
      if (!response?.complete) fail(explainFailure(error, look()));
    };
    /** The request is written when the other side is known to be the one that is meant, and not before. */
    function createConnection(
      _options: unknown,
      done: (error: Error | null, made: Socket) => void,
    ): undefined {
      const made = secureConnect({ url, trust: request.trust, insecure: request.insecureTls }, () => {
        phases.tlsMs = sinceMs(startedAt);
        onConnected();
        done(null, made);
      });
      watch(made);
      made.once('keylog', () => {
        seen.keysAgreed = true;
      });
      made.on('error', onError);
    }
    const plain = { agent: false, autoSelectFamily: true } as const;
    const outgoing = secure
      ? https.request({ ...options, createConnection })
      : // `localhost` may mean ::1 or 127.0.0.1; a handler often listens on one of them only.
        http.request({ ...options, ...plain });
    outgoing.on('socket', (made) => {
      if (!secure) watch(made);
      made.once('data', () => {
        phases.firstByteMs = sinceMs(startedAt);
      });
      made.once('end', () => {
        seen.finSeen = true;
      });
    });
    outgoing.on('finish', () => {
      phases.sentMs = sinceMs(startedAt);
      seen.sent = true;
      if (request.manner === 'hang-up') {
        fail({ code: 'cancelled', message: `The sender hung up once the request to ${url.host} was out.` });
      }
    });

    outgoing.on('error', onError);
    const failSwitched = () =>
      fail({
        code: 'invalid_response',
        message: `${url.host} answered 101 and switched protocols, which a webhook never asks for.`,
      });
    outgoing.on('upgrade', (_message, upgraded: Socket) => {
      upgraded.destroy();
      failSwitched();
    });
    outgoing.on('response', (message) => {
      response = message;
      seen.status = message.statusCode ?? 0;
      if (seen.status === 101) return failSwitched();
      if (request.loseAnswer) {
        return fail({
          code: 'reset',
          message: `The answer of ${url.host} was cut off on purpose before it was read: the handler has done its work, and the sender can't know.`,
        });
      }
      message.on('error', onError);
      message.on('data', (chunk: Buffer) => {
        bodyBytes += chunk.length;
        if (keptBytes < keptResponseBytes) {
          const part = chunk.subarray(0, keptResponseBytes - keptBytes);
          kept.push(part);
          keptBytes += part.length;
        }
        if (bodyBytes > maxResponseBytes) {
          fail({
            code: 'response_too_large',
            message: `${url.host} answered ${seen.status} with more than ${maxResponseBytes / 1_048_576} MiB: the download was stopped. Its first ${keptBytes.toLocaleString('en')} bytes are kept.`,
          });
        }
      });
      message.on('end', () => {
        if (!message.complete) return;
        phases.downloadMs = sinceMs(startedAt);
        look();
        end({
          kind: 'responded',
          response: {
            status: message.statusCode ?? 0,
            statusText: message.statusMessage ?? '',
            httpVersion: message.httpVersion,
            rawHeaders: pairs(message.rawHeaders),
            body: Buffer.concat(kept),
            bodyBytes,
          },
        });
      });
    });

    if (request.signal?.aborted) return onAbort();
    request.signal?.addEventListener('abort', onAbort, { once: true });
    putBody(outgoing, request.body, request.manner);
  });
}
