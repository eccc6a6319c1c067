import { parseUrl } from './parse-url.ts';
import { pathAndQuery } from './request.ts';
import type { WireCopy } from './wire-copy.ts';

/** A request-target in origin form, as an HTTP/1.1 parser takes it: nothing that a URL parser would rewrite. */
const plainTarget = /^\/[\x21\x22\x24-\x7e]*$/;
const dotSegment = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

/** Whether every client sends this target as it stands when it is given as part of a URL. */
export function isPlainTarget(target: string): boolean {
  const [path = ''] = target.split('?', 1);
  return plainTarget.test(target) && !target.includes('\\') && !dotSegment.test(path);
}

/** The request-target of a copy: as it was on the wire where that is known, else what its URL amounts to. */
export const targetOf = (copy: WireCopy): string => copy.target ?? pathAndQuery(copy);

/**
 * An absolute URL for a target as it was received, with nothing of it rewritten where a URL can say it at all.
 *
 * @param base scheme and authority, such as `http://127.0.0.1:4665`
 */
export function urlOfTarget(target: string, base: string): string {
  const origin = base.replace(/(?<!\/)\/+$/, '');
  if (target.startsWith('/') && parseUrl(origin + target)) return origin + target;
  // Absolute form: it is a URL itself.
  if (/^https?:\/\//i.test(target) && parseUrl(target)) return target;
  return `${origin}/`;
}

/** The target that a URL's client puts on the request line, not normalised; its fragment is never sent. */
export function targetOfUrl(url: string): string {
  const rest = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}
