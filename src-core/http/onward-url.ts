import { TackleboxError } from '../errors/tacklebox-error.ts';
import { hookTarget } from './hook-target.ts';
import { parseUrl } from './parse-url.ts';

/** `.` and `..` in a forwarded path: resolved within it, or handed on as they came. */
export type DotSegments = 'normalise' | 'keep';

const isDot = (segment: string): boolean => /^(\.|%2e)$/i.test(segment);
const isDoubleDot = (segment: string): boolean => /^(\.|%2e){2}$/i.test(segment);

/** RFC 3986, 5.2.4, never above where the path begins: a sender moves within what the route opens to it. */
function withoutDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (isDoubleDot(segment)) kept.pop();
    if (!isDot(segment) && !isDoubleDot(segment)) kept.push(segment);
    else if (isLast) kept.push('');
  }
  return `/${kept.join('/')}`;
}

/** Characters that no target may hold, as the bytes they are. A backslash is a slash to some servers, and to URL parsers. */
const encoded = (text: string): string =>
  text.replace(/[^\x21-\x7e]|[\\#"<>^`{|}]/g, (character) => {
    const code = character.charCodeAt(0);
    if (code > 0xff) return encodeURIComponent(character);
    return `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
  });

/**
 * Where a caught request goes on to: the route's address, then what stood behind the endpoint's own in the request, path and
 * query alike. Nothing else of the request has a say: scheme, user, host and port are the route's.
 *
 * @throws target_invalid where the address would have another origin or another user than the route's
 */
export function onwardUrl(routeUrl: string, caughtTarget: string, dotSegments: DotSegments): string {
  const rest = hookTarget(caughtTarget)?.rest ?? '';
  const question = rest.indexOf('?');
  const given = encoded(question < 0 ? rest : rest.slice(0, question));
  // What follows the endpoint without a slash (a `#`) is no path of its own.
  const asPath = given === '' || given.startsWith('/') ? given : '';
  const resolved = asPath !== '' && dotSegments === 'normalise' ? withoutDotSegments(asPath) : asPath;
  const path = resolved.replace(/^\/$/, '');
  const query = question < 0 ? '' : encoded(rest.slice(question + 1));
  const [base = '', ownQuery] = routeUrl.replace(/#.*$/s, '').split(/\?(.*)/s);
  const queries = [ownQuery, query].filter((part) => part !== undefined && part !== '').join('&');
  const onward = `${path === '' ? base : base.replace(/\/$/, '') + path}${queries === '' ? '' : `?${queries}`}`;
  if (!sameOwner(onward, routeUrl)) {
    throw new TackleboxError(
      'target_invalid',
      'The request would choose where it is forwarded, so it is not: only path and query may travel on.',
    );
  }
  return onward;
}

function sameOwner(onward: string, routeUrl: string): boolean {
  const [url, route] = [parseUrl(onward), parseUrl(routeUrl)];
  return (
    url !== null &&
    route !== null &&
    url.origin === route.origin &&
    url.username === route.username &&
    url.password === route.password
  );
}
