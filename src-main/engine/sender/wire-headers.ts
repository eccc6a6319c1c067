import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { RawHeaders } from '#core/http/headers.ts';
import { HttpMethod } from '#core/http/method.ts';

/** Of a method that is none. */
const longestShownMethod = 40;

const has = (headers: RawHeaders, name: string) => headers.some(([key]) => key.toLowerCase() === name);

/**
 * Headers as they go out: Host first where it isn't given, then the given ones in their order and case, then what a
 * server needs to find the body's end and to close after its answer.
 */
export function wireHeaders(rawHeaders: RawHeaders, url: URL, method: string, bodyBytes: number): RawHeaders {
  const headers: RawHeaders = [...rawHeaders];
  if (!has(headers, 'host')) headers.unshift(['Host', url.host]);
  if ((url.username !== '' || url.password !== '') && !has(headers, 'authorization')) {
    const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers.push(['Authorization', `Basic ${Buffer.from(user).toString('base64')}`]);
  }
  const bodyless = bodyBytes === 0 && (method === 'GET' || method === 'HEAD');
  if (!bodyless && !has(headers, 'content-length') && !has(headers, 'transfer-encoding')) {
    headers.push(['Content-Length', String(bodyBytes)]);
  }
  if (!has(headers, 'connection')) headers.push(['Connection', 'close']);
  return headers;
}

/** What keeps these headers from being sent, in words; null where nothing does. */
export function headerProblem(rawHeaders: RawHeaders): string | null {
  for (const [name, value] of rawHeaders) {
    try {
      validateHeaderName(name);
    } catch {
      return `${JSON.stringify(name)} is no header name: letters, digits and !#$%&'*+-.^_\`|~ only`;
    }
    try {
      validateHeaderValue(name, value);
    } catch {
      return `the value of the header ${name} has a character that HTTP can't carry (a line break, or one beyond Latin-1)`;
    }
  }
  return null;
}

/** What keeps this method from being sent, in words; null where nothing does. */
export function methodProblem(method: string): string | null {
  const read = HttpMethod.safeParse(method);
  if (read.success) return null;
  return `${JSON.stringify(method.slice(0, longestShownMethod))} is not ${read.error.issues[0]?.message}`;
}

/** The request target exactly as it stands in the address, where HTTP can carry it so; else as a browser would write it. */
export function requestTarget(address: string, url: URL): string {
  const afterScheme = address.indexOf('://') + 3;
  const withoutFragment = address.replace(/#.*$/s, '');
  const start = withoutFragment.slice(afterScheme).search(/[/?]/);
  if (start < 0) return '/';
  const raw = withoutFragment.slice(afterScheme + start);
  if (!/^[\x21-\x7e]+$/.test(raw)) return `${url.pathname}${url.search}`;
  return raw.startsWith('?') ? `/${raw}` : raw;
}
