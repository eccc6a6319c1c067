import type { Entry, Har } from 'har-format';
import { toBase64, utf8Text } from '../../bytes/encoding.ts';
import type { RawHeaders } from '../headers.ts';
import type { Phases } from '../phases.ts';
import { findHeader, queryOf } from '../request.ts';
import type { WireCopy } from '../wire-copy.ts';
import { isPlainTarget, targetOf, targetOfUrl } from '../wire-target.ts';

/** An answer to be written down beside its request. */
export interface HarAnswer {
  status: number;
  statusText: string;
  httpVersion: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
}

export interface HarExchange {
  request: WireCopy;
  /** Null where none came. */
  answer: HarAnswer | null;
  startedAtMs: number;
  durationMs: number | null;
  phases: Phases | null;
  /** Why there is no answer, or what else a reader should know. */
  comment?: string;
}

const pairs = (headers: RawHeaders) => headers.map(([name, value]) => ({ name, value }));

/** `encoding` is HAR's own for answers; for requests, which HAR 1.2 takes to be text, it stands as `_encoding`. */
function textOf(body: Uint8Array): { text: string; base64: boolean } {
  const text = utf8Text(body);
  return text === null ? { text: toBase64(body), base64: true } : { text, base64: false };
}

/** Phases end one after the other; HAR wants the length of each, and -1 where there was none. */
function timingsOf(phases: Phases | null, durationMs: number | null) {
  if (!phases) return { send: 0, wait: Math.max(0, durationMs ?? 0), receive: 0 };
  let before = 0;
  const length = (endMs: number | null): number => {
    if (endMs === null) return -1;
    const took = Math.max(0, endMs - before);
    before = endMs;
    return took;
  };
  const dns = length(phases.dnsMs);
  const tcp = length(phases.connectMs);
  const ssl = length(phases.tlsMs);
  const connect = tcp < 0 ? -1 : tcp + Math.max(0, ssl);
  const [send, wait, receive] = [phases.sentMs, phases.firstByteMs, phases.downloadMs].map(length);
  return {
    blocked: -1,
    dns,
    connect,
    ssl,
    send: Math.max(0, send ?? 0),
    wait: Math.max(0, wait ?? 0),
    receive: Math.max(0, receive ?? 0),
  };
}

/** An entry of an HTTP Archive (HAR 1.2). What HAR has no place for stands under names that begin with `_`, as it allows. */
export function harEntry({ request, answer, startedAtMs, durationMs, phases, comment }: HarExchange): Entry {
  const { method, url, httpVersion, rawHeaders, body } = request;
  const target = targetOf(request);
  const sent = textOf(body);
  const got = answer && textOf(answer.body);
  return {
    startedDateTime: new Date(startedAtMs).toISOString(),
    time: Math.max(0, durationMs ?? 0),
    request: {
      method,
      url,
      ...(target === targetOfUrl(url) && isPlainTarget(target) ? {} : { _target: target }),
      httpVersion: `HTTP/${httpVersion}`,
      cookies: [],
      headers: pairs(rawHeaders),
      queryString: [...new URLSearchParams(queryOf(request))].map(([name, value]) => ({ name, value })),
      ...(body.length === 0
        ? {}
        : {
            postData: {
              mimeType: findHeader(rawHeaders, 'content-type') ?? '',
              text: sent.text,
              ...(sent.base64 ? { _encoding: 'base64' } : {}),
            },
          }),
      headersSize: -1,
      bodySize: body.length,
    },
    response: {
      status: answer?.status ?? 0,
      statusText: answer?.statusText ?? '',
      httpVersion: answer ? `HTTP/${answer.httpVersion}` : '',
      cookies: [],
      headers: answer ? pairs(answer.rawHeaders) : [],
      content: {
        size: answer?.body.length ?? 0,
        mimeType: (answer && findHeader(answer.rawHeaders, 'content-type')) ?? '',
        ...(got ? { text: got.text, ...(got.base64 ? { encoding: 'base64' } : {}) } : {}),
      },
      redirectURL: (answer && findHeader(answer.rawHeaders, 'location')) ?? '',
      headersSize: -1,
      bodySize: answer?.body.length ?? -1,
    },
    cache: {},
    timings: timingsOf(phases, durationMs),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** A whole archive of these entries. */
export const harLog = (version: string, entries: Entry[]): Har => ({
  log: { version: '1.2', creator: { name: 'Tacklebox', version }, entries },
});
