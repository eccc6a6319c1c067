import type { RawHeaders } from '#core/http/headers.ts';
import { parseUrl } from '#core/http/parse-url.ts';

/** What a redirect makes of a request. */
export interface Redirected {
  url: URL;
  method: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
/** Given for another host's eyes only. */
const credentialHeaders = new Set(['authorization', 'cookie', 'proxy-authorization']);
const bodyHeaders = new Set(['content-type', 'content-length', 'content-encoding', 'transfer-encoding']);

/**
 * The request that follows an answer's redirect, as browsers do it: 307 and 308 keep method and body, the others become
 * a GET without one. Credentials do not go to another origin. Null where the answer is no redirect that can be followed.
 */
export function redirected(
  request: Redirected,
  answer: { status: number; rawHeaders: RawHeaders },
): Redirected | null {
  if (!redirectStatuses.has(answer.status)) return null;
  const location = answer.rawHeaders.find(([name]) => name.toLowerCase() === 'location')?.[1];
  const url = location === undefined ? null : parseUrl(location, request.url.href);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return null;
  const keepsBody = answer.status === 307 || answer.status === 308;
  const sameOrigin = url.origin === request.url.origin;
  const rawHeaders = request.rawHeaders.filter(([name]) => {
    const key = name.toLowerCase();
    if (!keepsBody && bodyHeaders.has(key)) return false;
    return sameOrigin || (key !== 'host' && !credentialHeaders.has(key));
  });
  return keepsBody
    ? { ...request, url, rawHeaders }
    : { url, method: request.method === 'HEAD' ? 'HEAD' : 'GET', rawHeaders, body: new Uint8Array() };
}
