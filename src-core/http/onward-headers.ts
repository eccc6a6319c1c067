import type { RawHeaders } from './headers.ts';
import { findHeader } from './request.ts';

/** Headers that speak of one connection only (RFC 9110, 7.6.1), and Expect, which asks this hop to wait. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/** The lower-case names of a request's headers that end at this hop, those named by Connection included. */
export function hopHeaders(rawHeaders: RawHeaders): Set<string> {
  const named = (findHeader(rawHeaders, 'connection') ?? '').toLowerCase().split(',');
  return new Set([...hopByHop, ...named.map((name) => name.trim()).filter((name) => name !== '')]);
}

/**
 * The headers of a caught request for another target: Host and Content-Length say what is true there, in their old
 * places; what speaks of the old connection is gone; all else is untouched, in its order and case.
 */
export function onwardHeaders(rawHeaders: RawHeaders, to: { host: string; bodyBytes: number }): RawHeaders {
  const ends = hopHeaders(rawHeaders);
  return rawHeaders.flatMap(([name, value]): RawHeaders => {
    const key = name.toLowerCase();
    if (ends.has(key)) return [];
    if (key === 'host') return [[name, to.host]];
    if (key === 'content-length') return [[name, String(to.bodyBytes)]];
    return [[name, value]];
  });
}

/** `added`, each in place of all of its name; an added name may repeat. */
export function overriddenBy(rawHeaders: RawHeaders, added: RawHeaders): RawHeaders {
  const names = new Set(added.map(([name]) => name.toLowerCase()));
  return [...rawHeaders.filter(([name]) => !names.has(name.toLowerCase())), ...added];
}
